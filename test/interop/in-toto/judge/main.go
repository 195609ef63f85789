// Judges attestations with the libraries of the in-toto project: DSSE by go-securesystemslib, statements and predicates by in-toto/attestation.
// It shares no line with what it judges.
//
//	in-toto-judge KEY.pem   reads a JSON list of bundles or envelopes in base64, prints what each says, null where it does not hold
package main

import (
	"context"
	"crypto"
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/sha256"
	"crypto/x509"
	"encoding/json"
	"encoding/pem"
	"errors"
	"fmt"
	"os"

	provenance "github.com/in-toto/attestation/go/predicates/provenance/v1"
	release "github.com/in-toto/attestation/go/predicates/release/v0"
	testresult "github.com/in-toto/attestation/go/predicates/test_result/v0"
	vsa "github.com/in-toto/attestation/go/predicates/vsa/v1"
	statement "github.com/in-toto/attestation/go/v1"
	"github.com/secure-systems-lab/go-securesystemslib/dsse"
	"google.golang.org/protobuf/encoding/protojson"
	"google.golang.org/protobuf/proto"
)

const payloadType = "application/vnd.in-toto+json"

type verdict struct {
	PredicateType string            `json:"predicateType"`
	Subjects      map[string]string `json:"subjects"`
	// How the library knows the predicate: "validated", "typed" where it has no rules for it, "opaque" where it has no type.
	Predicate string `json:"predicate"`
	// With members that the type has not, which consumers are to ignore.
	Extended bool   `json:"extended"`
	KeyID    string `json:"keyid"`
}

func main() {
	result, err := run(os.Args[1:])
	if err == nil {
		err = json.NewEncoder(os.Stdout).Encode(result)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(args []string) ([]*verdict, error) {
	if len(args) != 1 {
		return nil, errors.New("in-toto-judge KEY.pem")
	}
	text, err := os.ReadFile(args[0])
	if err != nil {
		return nil, err
	}
	block, _ := pem.Decode(text)
	if block == nil {
		return nil, errors.New("no PEM")
	}
	key, err := x509.ParsePKIXPublicKey(block.Bytes)
	if err != nil {
		return nil, err
	}
	envelopes, err := dsse.NewEnvelopeVerifier(verifier{key})
	if err != nil {
		return nil, err
	}
	var files [][]byte
	if err := json.NewDecoder(os.Stdin).Decode(&files); err != nil {
		return nil, err
	}
	verdicts := make([]*verdict, len(files))
	for i, file := range files {
		found, err := judge(file, envelopes)
		if err != nil {
			fmt.Fprintln(os.Stderr, i, err)
			continue
		}
		verdicts[i] = found
	}
	return verdicts, nil
}

func judge(file []byte, envelopes *dsse.EnvelopeVerifier) (*verdict, error) {
	var bundle struct {
		Envelope json.RawMessage `json:"dsseEnvelope"`
	}
	if err := json.Unmarshal(file, &bundle); err != nil {
		return nil, err
	}
	if bundle.Envelope != nil {
		file = bundle.Envelope
	}
	var envelope dsse.Envelope
	if err := json.Unmarshal(file, &envelope); err != nil {
		return nil, err
	}
	if envelope.PayloadType != payloadType {
		return nil, fmt.Errorf("payload type %q", envelope.PayloadType)
	}
	accepted, err := envelopes.Verify(context.Background(), &envelope)
	if err != nil {
		return nil, err
	}
	payload, err := envelope.DecodeB64Payload()
	if err != nil {
		return nil, err
	}
	var read statement.Statement
	if err := protojson.Unmarshal(payload, &read); err != nil {
		return nil, err
	}
	if err := read.Validate(); err != nil {
		return nil, err
	}
	if read.GetType() != statement.StatementTypeUri {
		return nil, errors.New("an old statement")
	}
	found := &verdict{PredicateType: read.GetPredicateType(), Subjects: map[string]string{}, KeyID: accepted[0].KeyID}
	for _, subject := range read.GetSubject() {
		found.Subjects[subject.GetName()] = subject.GetDigest()["sha256"]
	}
	predicate, err := read.GetPredicate().MarshalJSON()
	if err != nil {
		return nil, err
	}
	return found, found.judgePredicate(predicate)
}

func (v *verdict) judgePredicate(predicate []byte) error {
	var message proto.Message
	switch v.PredicateType {
	case "https://slsa.dev/provenance/v1":
		message = &provenance.Provenance{}
	case "https://slsa.dev/verification_summary/v1":
		message = &vsa.VerificationSummary{}
	case "https://in-toto.io/attestation/test-result/v0.1":
		message = &testresult.TestResult{}
	case "https://in-toto.io/attestation/release/v0.1":
		message = &release.Release{}
	default:
		v.Predicate = "opaque"
		return nil
	}
	v.Extended = protojson.Unmarshal(predicate, message) != nil
	if v.Extended {
		proto.Reset(message)
		if err := (protojson.UnmarshalOptions{DiscardUnknown: true}).Unmarshal(predicate, message); err != nil {
			return err
		}
	}
	v.Predicate = "typed"
	if checked, ok := message.(interface{ Validate() error }); ok {
		v.Predicate = "validated"
		return checked.Validate()
	}
	return nil
}

// verifier is what the library asks for; its own verifiers know RSA-PSS and keys in a format of its own alone.
type verifier struct{ key crypto.PublicKey }

func (v verifier) Public() crypto.PublicKey { return v.key }

// KeyID leaves it to the library to make one of the key, which must be that of the envelope.
func (v verifier) KeyID() (string, error) { return "", nil }

func (v verifier) Verify(_ context.Context, data, signature []byte) error {
	holds := false
	switch key := v.key.(type) {
	case ed25519.PublicKey:
		holds = ed25519.Verify(key, data, signature)
	case *ecdsa.PublicKey:
		digest := sha256.Sum256(data)
		holds = ecdsa.VerifyASN1(key, digest[:], signature)
	}
	if !holds {
		return errors.New("the signature does not hold")
	}
	return nil
}
