package main

import (
	"bytes"
	"crypto"
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/sha256"
	"crypto/x509"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"strings"

	"github.com/fxamacker/cbor/v2"
	merkleproof "github.com/transparency-dev/merkle/proof"
	"github.com/transparency-dev/merkle/rfc6962"
	"github.com/veraison/go-cose"
	"golang.org/x/mod/sumdb/tlog"
)

// Header parameters, claims and proofs of RFC 9942 and RFC 8392.
const (
	labelClaims, labelVds, labelVdp = int64(15), int64(395), int64(396)
	claimIssuer, claimSubject       = int64(1), int64(2)
	proofInclusion, proofGrowth     = int64(-1), int64(-2)
	vdsRFC9162                      = int64(1)
)

type receiptCase struct {
	Receipt []byte `json:"receipt"`
	// Of an inclusion receipt.
	Entry []byte `json:"entry"`
	// Of a consistency receipt: what was seen before, and the root that is signed.
	Older []byte `json:"older"`
	Newer []byte `json:"newer"`
}

type receiptVerdict struct {
	Issuer  string `json:"issuer"`
	Subject string `json:"subject"`
	// Index and size, or older and newer size.
	Sizes [2]uint64 `json:"sizes"`
}

// judgeReceipts reads a JSON list of cases and prints what each receipt says, null where it does not hold.
func judgeReceipts(vkeys []string) ([]*receiptVerdict, error) {
	keys := map[string]crypto.PublicKey{}
	for _, vkey := range vkeys {
		name, key, err := publicKeyOf(vkey)
		if err != nil {
			return nil, err
		}
		keys[fmt.Sprintf("%s %T", name, key)] = key
	}
	var cases []receiptCase
	if err := json.NewDecoder(os.Stdin).Decode(&cases); err != nil {
		return nil, err
	}
	verdicts := make([]*receiptVerdict, len(cases))
	for i, one := range cases {
		if verdict, err := judgeReceipt(one, keys); err == nil {
			verdicts[i] = verdict
		} else if os.Getenv("VERBOSE") != "" {
			fmt.Fprintln(os.Stderr, i, err)
		}
	}
	return verdicts, nil
}

func judgeReceipt(one receiptCase, keys map[string]crypto.PublicKey) (*receiptVerdict, error) {
	var message cose.Sign1Message
	if err := message.UnmarshalCBOR(one.Receipt); err != nil {
		return nil, err
	}
	if message.Payload != nil || message.Headers.Protected[labelVds] != vdsRFC9162 {
		return nil, errors.New("attached, or of another structure")
	}
	claims, _ := message.Headers.Protected[labelClaims].(map[any]any)
	issuer, _ := claims[claimIssuer].(string)
	subject, _ := claims[claimSubject].(string)
	proofs, _ := message.Headers.Unprotected[labelVdp].(map[any]any)
	sizes, root, err := rootOf(proofs, one)
	if err != nil {
		return nil, err
	}
	algorithm, err := message.Headers.Protected.Algorithm()
	if err != nil {
		return nil, err
	}
	var key crypto.PublicKey = keys[issuer+" *ecdsa.PublicKey"]
	if algorithm == cose.AlgorithmEdDSA {
		key = keys[issuer+" ed25519.PublicKey"]
	}
	verifier, err := cose.NewVerifier(algorithm, key)
	if err != nil {
		return nil, err
	}
	message.Payload = root
	if err := message.Verify(nil, verifier); err != nil {
		return nil, err
	}
	return &receiptVerdict{issuer, subject, sizes}, nil
}

func rootOf(proofs map[any]any, one receiptCase) ([2]uint64, []byte, error) {
	var read struct {
		_             struct{} `cbor:",toarray"`
		First, Second uint64
		Path          [][]byte
	}
	kind := proofInclusion
	if one.Entry == nil {
		kind = proofGrowth
	}
	list, _ := proofs[kind].([]any)
	if len(list) != 1 {
		return [2]uint64{}, nil, errors.New("not one proof")
	}
	encoded, _ := list[0].([]byte)
	if err := cbor.Unmarshal(encoded, &read); err != nil {
		return [2]uint64{}, nil, err
	}
	if kind == proofInclusion {
		leaf := rfc6962.DefaultHasher.HashLeaf(one.Entry)
		root, err := merkleproof.RootFromInclusionProof(rfc6962.DefaultHasher, read.Second, read.First, leaf, read.Path)
		return [2]uint64{read.Second, read.First}, root, err
	}
	err := merkleproof.VerifyConsistency(rfc6962.DefaultHasher, read.First, read.Second, read.Path, one.Older, one.Newer)
	return [2]uint64{read.First, read.Second}, one.Newer, err
}

type madeReceipts struct {
	Vkey     string   `json:"vkey"`
	Entries  [][]byte `json:"entries"`
	Receipts [][]byte `json:"receipts"`
}

// makeReceipts is a log of another hand: entries, and a receipt of each.
func makeReceipts(origin, kind string, size int64) (*madeReceipts, error) {
	signer, vkey, kid, err := newSigner(origin, kind)
	if err != nil {
		return nil, err
	}
	var hashes storage
	made := &madeReceipts{Vkey: vkey}
	for n := int64(0); n < size; n++ {
		entry := []byte(fmt.Sprintf("their entry %d", n))
		if err := hashes.add(n, entry); err != nil {
			return nil, err
		}
		made.Entries = append(made.Entries, entry)
	}
	root, err := tlog.TreeHash(size, hashes)
	if err != nil {
		return nil, err
	}
	for n := int64(0); n < size; n++ {
		record, err := tlog.ProveRecord(size, n, hashes)
		if err != nil {
			return nil, err
		}
		path := [][]byte{}
		for _, hash := range record {
			path = append(path, bytes.Clone(hash[:]))
		}
		encoded, err := cbor.Marshal([]any{size, n, path})
		if err != nil {
			return nil, err
		}
		digest := sha256.Sum256(made.Entries[n])
		subject := fmt.Sprintf("%d/%d/%x", n, size, digest)
		message := cose.NewSign1Message()
		message.Headers.Protected.SetAlgorithm(signer.Algorithm())
		message.Headers.Protected[cose.HeaderLabelKeyID] = kid
		message.Headers.Protected[labelVds] = vdsRFC9162
		message.Headers.Protected[labelClaims] = map[any]any{claimIssuer: origin, claimSubject: subject}
		message.Headers.Unprotected[labelVdp] = map[any]any{proofInclusion: []any{encoded}}
		message.Payload = root[:]
		if err := message.Sign(rand.Reader, nil, signer); err != nil {
			return nil, err
		}
		message.Payload = nil
		receipt, err := message.MarshalCBOR()
		if err != nil {
			return nil, err
		}
		made.Receipts = append(made.Receipts, receipt)
	}
	return made, nil
}

// newSigner gives a key, how it is called in c2sp.org/signed-note, and its id at full length.
func newSigner(origin, kind string) (cose.Signer, string, []byte, error) {
	if kind == "ed25519" {
		public, private, err := ed25519.GenerateKey(rand.Reader)
		if err != nil {
			return nil, "", nil, err
		}
		id := sha256.Sum256(append([]byte(origin+"\n\x01"), public...))
		signer, err := cose.NewSigner(cose.AlgorithmEdDSA, private)
		return signer, vkeyOf(origin, id, append([]byte{1}, public...)), id[:], err
	}
	private, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return nil, "", nil, err
	}
	spki, err := x509.MarshalPKIXPublicKey(private.Public())
	if err != nil {
		return nil, "", nil, err
	}
	id := sha256.Sum256(spki)
	signer, err := cose.NewSigner(cose.AlgorithmES256, private)
	return signer, vkeyOf(origin, id, append([]byte{2}, spki...)), id[:], err
}

func vkeyOf(origin string, id [32]byte, key []byte) string {
	return fmt.Sprintf("%s+%s+%s", origin, hex.EncodeToString(id[:4]), base64.StdEncoding.EncodeToString(key))
}

func publicKeyOf(vkey string) (string, crypto.PublicKey, error) {
	parts := strings.SplitN(vkey, "+", 3)
	if len(parts) != 3 {
		return "", nil, errors.New("no verifier key")
	}
	key, err := base64.StdEncoding.DecodeString(parts[2])
	if err != nil || len(key) == 0 {
		return "", nil, errors.New("no verifier key")
	}
	if key[0] == 1 {
		return parts[0], ed25519.PublicKey(key[1:]), nil
	}
	public, err := x509.ParsePKIXPublicKey(key[1:])
	return parts[0], public, err
}
