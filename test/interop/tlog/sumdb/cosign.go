package main

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"strconv"

	"filippo.io/mldsa"
)

type cosignReport struct {
	Vkey string `json:"vkey"`
	Line string `json:"line"`
}

// cosignMLDSA puts a line of c2sp.org/tlog-cosignature, of type 0x06, under a checkpoint that it reads.
func cosignMLDSA(name, seconds, seed string) (*cosignReport, error) {
	time, err := strconv.ParseUint(seconds, 10, 64)
	if err != nil {
		return nil, err
	}
	bytes, err := hex.DecodeString(seed)
	if err != nil {
		return nil, err
	}
	key, err := mldsa.NewPrivateKey(mldsa.MLDSA44(), bytes)
	if err != nil {
		return nil, err
	}
	text, err := io.ReadAll(os.Stdin)
	if err != nil {
		return nil, err
	}
	var origin, root string
	var size uint64
	if _, err := fmt.Sscanf(string(text), "%s\n%d\n%s\n", &origin, &size, &root); err != nil {
		return nil, err
	}
	hash, err := base64.StdEncoding.DecodeString(root)
	if err != nil || len(hash) != sha256.Size {
		return nil, errors.New("no root")
	}
	message := append([]byte("subtree/v1\n\x00"), byte(len(name)))
	message = append(message, name...)
	message = binary.BigEndian.AppendUint64(message, time)
	message = append(append(message, byte(len(origin))), origin...)
	message = binary.BigEndian.AppendUint64(message, 0)
	message = binary.BigEndian.AppendUint64(message, size)
	signature, err := key.Sign(nil, append(message, hash...), nil)
	if err != nil {
		return nil, err
	}
	material := append([]byte{6}, key.PublicKey().Bytes()...)
	id := sha256.Sum256(append([]byte(name+"\n"), material...))
	signed := append(binary.BigEndian.AppendUint64(append([]byte{}, id[:4]...), time), signature...)
	return &cosignReport{
		Vkey: fmt.Sprintf("%s+%x+%s", name, id[:4], base64.StdEncoding.EncodeToString(material)),
		Line: fmt.Sprintf("— %s %s\n", name, base64.StdEncoding.EncodeToString(signed)),
	}, nil
}
