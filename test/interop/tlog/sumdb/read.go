package main

import (
	"context"
	"crypto"
	"crypto/ed25519"
	"encoding/base64"
	"errors"
	"io"
	"net/http"
	"strings"

	"filippo.io/torchwood"
	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

type readReport struct {
	Signatures []string `json:"signatures"`
	Size       int64    `json:"size"`
	Entries    []string `json:"entries"`
}

// readLog is a client of another hand: its checkpoint, its cosignature, its tiles.
func readLog(url, vkey, witnessVkey string) (*readReport, error) {
	log, err := verifierOf(vkey)
	if err != nil {
		return nil, err
	}
	witness, err := cosignerOf(witnessVkey)
	if err != nil {
		return nil, err
	}
	answer, err := http.Get(url + "checkpoint")
	if err != nil {
		return nil, err
	}
	defer answer.Body.Close()
	signed, err := io.ReadAll(answer.Body)
	if err != nil {
		return nil, err
	}
	opened, err := note.Open(signed, note.VerifierList(log, witness))
	if err != nil {
		return nil, err
	}
	checkpoint, err := torchwood.ParseCheckpoint(opened.Text)
	if err != nil {
		return nil, err
	}
	fetcher, err := torchwood.NewTileFetcher(url)
	if err != nil {
		return nil, err
	}
	client, err := torchwood.NewClient(fetcher)
	if err != nil {
		return nil, err
	}
	made := &readReport{Size: checkpoint.N}
	for _, one := range opened.Sigs {
		made.Signatures = append(made.Signatures, one.Name)
	}
	tree := tlog.Tree{N: checkpoint.N, Hash: checkpoint.Hash}
	// It stops before a partial tile, and is asked to go on from there.
	for before := -1; before < len(made.Entries); {
		before = len(made.Entries)
		for _, entry := range client.Entries(context.Background(), tree, int64(before)) {
			made.Entries = append(made.Entries, string(entry))
		}
		if err := client.Err(); err != nil {
			return nil, err
		}
		if int64(len(made.Entries)) == checkpoint.N {
			return made, nil
		}
	}
	return nil, errors.New("entries are missing")
}

type publicKey struct{ key ed25519.PublicKey }

func (p publicKey) Public() crypto.PublicKey { return p.key }

func (p publicKey) Sign(io.Reader, []byte, crypto.SignerOpts) ([]byte, error) {
	return nil, errors.New("a public key signs nothing")
}

func cosignerOf(vkey string) (note.Verifier, error) {
	parts := strings.SplitN(vkey, "+", 3)
	if len(parts) != 3 {
		return nil, errors.New("no verifier key")
	}
	key, err := base64.StdEncoding.DecodeString(parts[2])
	if err != nil || len(key) != 1+ed25519.PublicKeySize || key[0] != 4 {
		return nil, errors.New("no key that cosigns")
	}
	cosigner, err := torchwood.NewCosignatureSigner(parts[0], publicKey{key[1:]})
	if err != nil {
		return nil, err
	}
	return cosigner.Verifier(), nil
}
