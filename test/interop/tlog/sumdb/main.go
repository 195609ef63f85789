// Judges logs with Go's golang.org/x/mod/sumdb, and makes some of its own. It shares no line with what it judges.
//
//	sumdb check DIR ORIGIN VKEY...    everything in a folder: prints what it holds, with proofs, as JSON
//	sumdb make DIR ORIGIN SIZE        writes a log of SIZE entries, prints the same
//	sumdb open VKEY...                reads a JSON list of notes in base64, prints the list of their texts, null where refused
//	sumdb read URL VKEY WITNESS_VKEY  with filippo.io/torchwood: a cosigned log over HTTP, prints who signed and how many entries were read
//	sumdb cosign NAME SECONDS SEED    with filippo.io/mldsa: reads a checkpoint, prints a verifier key of type 0x06 and its cosignature
//	sumdb receipts VKEY...            with go-cose: reads a JSON list of COSE receipts, prints what each says, null where it does not hold
//	sumdb give-receipts ORIGIN KIND SIZE  a log of SIZE entries and a receipt of each, by a key of KIND
package main

import (
	"bytes"
	"crypto/ecdsa"
	"crypto/sha256"
	"crypto/x509"
	"encoding/base64"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

const height = 8

type report struct {
	Vkey        string   `json:"vkey,omitempty"`
	Size        int64    `json:"size"`
	Root        string   `json:"root"`
	Files       int      `json:"files"`
	Signatures  []string `json:"signatures"`
	Inclusion   []proof  `json:"inclusion"`
	Consistency []proof  `json:"consistency"`
}

type proof struct {
	At     int64    `json:"at"`
	Hashes []string `json:"hashes"`
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

func run(args []string) (any, error) {
	switch {
	case len(args) >= 4 && args[0] == "check":
		return check(args[1], args[2], args[3:])
	case len(args) == 4 && args[0] == "make":
		size, err := strconv.ParseInt(args[3], 10, 64)
		if err != nil {
			return nil, err
		}
		return makeLog(args[1], args[2], size)
	case len(args) >= 2 && args[0] == "open":
		return openNotes(args[1:])
	case len(args) == 4 && args[0] == "cosign":
		return cosignMLDSA(args[1], args[2], args[3])
	case len(args) == 4 && args[0] == "read":
		return readLog(args[1], args[2], args[3])
	case len(args) >= 2 && args[0] == "receipts":
		return judgeReceipts(args[1:])
	case len(args) == 4 && args[0] == "give-receipts":
		size, err := strconv.ParseInt(args[3], 10, 64)
		if err != nil {
			return nil, err
		}
		return makeReceipts(args[1], args[2], size)
	}
	return nil, errors.New("sumdb check DIR ORIGIN VKEY... | make DIR ORIGIN SIZE | open VKEY... | read URL VKEY WITNESS_VKEY | cosign NAME SECONDS SEED | receipts VKEY... | give-receipts ORIGIN KIND SIZE")
}

func check(dir, origin string, vkeys []string) (*report, error) {
	verifiers, err := verifiersOf(vkeys)
	if err != nil {
		return nil, err
	}
	signed, err := os.ReadFile(filepath.Join(dir, "checkpoint"))
	if err != nil {
		return nil, err
	}
	opened, err := note.Open(signed, verifiers)
	if err != nil {
		return nil, err
	}
	size, root, err := parseCheckpoint(opened.Text, origin)
	if err != nil {
		return nil, err
	}
	hashes, err := entryHashes(dir, size)
	if err != nil {
		return nil, err
	}
	files, err := compareTiles(dir, size, hashes)
	if err != nil {
		return nil, err
	}
	tree, err := tlog.TreeHash(size, hashes)
	if err != nil {
		return nil, err
	}
	if tree != root {
		return nil, errors.New("the entries do not lead to the root of the checkpoint")
	}
	made, err := proofs(dir, size, root)
	if err != nil {
		return nil, err
	}
	made.Files = files
	for _, one := range opened.Sigs {
		made.Signatures = append(made.Signatures, one.Name)
	}
	return made, nil
}

var sizeLine = regexp.MustCompile(`^(0|[1-9][0-9]*)$`)

func parseCheckpoint(text, origin string) (int64, tlog.Hash, error) {
	lines := strings.Split(text, "\n")
	if len(lines) < 4 || lines[0] != origin || !sizeLine.MatchString(lines[1]) {
		return 0, tlog.Hash{}, errors.New("no checkpoint of that origin")
	}
	size, err := strconv.ParseInt(lines[1], 10, 64)
	if err != nil {
		return 0, tlog.Hash{}, err
	}
	root, err := tlog.ParseHash(lines[2])
	return size, root, err
}

// storage is the hashes of a tree in the order of tlog.StoredHashIndex.
type storage []tlog.Hash

func (s storage) ReadHashes(indexes []int64) ([]tlog.Hash, error) {
	found := make([]tlog.Hash, len(indexes))
	for i, index := range indexes {
		if index < 0 || index >= int64(len(s)) {
			return nil, fmt.Errorf("hash %d is not stored", index)
		}
		found[i] = s[index]
	}
	return found, nil
}

func (s *storage) add(index int64, entry []byte) error {
	stored, err := tlog.StoredHashes(index, entry, *s)
	*s = append(*s, stored...)
	return err
}

func entryHashes(dir string, size int64) (storage, error) {
	var hashes storage
	for n := int64(0); n < size; n += 1 << height {
		width := min(size-n, 1<<height)
		tile := tlog.Tile{H: height, L: -1, N: n >> height, W: int(width)}
		bundle, err := os.ReadFile(filepath.Join(dir, pathOf(tile)))
		if err != nil {
			return nil, err
		}
		for i := int64(0); i < width; i++ {
			if len(bundle) < 2 || len(bundle)-2 < int(binary.BigEndian.Uint16(bundle)) {
				return nil, fmt.Errorf("%s ends early", pathOf(tile))
			}
			end := 2 + int(binary.BigEndian.Uint16(bundle))
			if err := hashes.add(n+i, bundle[2:end]); err != nil {
				return nil, err
			}
			bundle = bundle[end:]
		}
		if len(bundle) > 0 {
			return nil, fmt.Errorf("%s goes on", pathOf(tile))
		}
	}
	return hashes, nil
}

// pathOf is that of c2sp.org/tlog-tiles: Go's has the height in it, and calls entries data.
func pathOf(tile tlog.Tile) string {
	path := strings.TrimPrefix(tile.Path(), fmt.Sprintf("tile/%d/", tile.H))
	return "tile/" + strings.Replace(path, "data/", "entries/", 1)
}

func compareTiles(dir string, size int64, hashes storage) (int, error) {
	tiles := tlog.NewTiles(height, 0, size)
	for _, tile := range tiles {
		want, err := tlog.ReadTileData(tile, hashes)
		if err != nil {
			return 0, err
		}
		found, err := os.ReadFile(filepath.Join(dir, pathOf(tile)))
		if err != nil {
			return 0, err
		}
		if !bytes.Equal(want, found) {
			return 0, fmt.Errorf("%s is another", pathOf(tile))
		}
	}
	return len(tiles), nil
}

type folder string

func (folder) Height() int                     { return height }
func (folder) SaveTiles([]tlog.Tile, [][]byte) {}

func (f folder) ReadTiles(tiles []tlog.Tile) ([][]byte, error) {
	var all [][]byte
	for _, tile := range tiles {
		data, err := os.ReadFile(filepath.Join(string(f), pathOf(tile)))
		if err != nil {
			return nil, err
		}
		all = append(all, data)
	}
	return all, nil
}

// proofs are made of the tiles on disk, which Go's reader checks against the root.
func proofs(dir string, size int64, root tlog.Hash) (*report, error) {
	reader := tlog.TileHashReader(tlog.Tree{N: size, Hash: root}, folder(dir))
	made := &report{Size: size, Root: hex.EncodeToString(root[:])}
	for _, index := range samples(size) {
		if index < 0 || index >= size {
			continue
		}
		record, err := tlog.ProveRecord(size, index, reader)
		if err != nil {
			return nil, err
		}
		made.Inclusion = append(made.Inclusion, proof{index, encode(record)})
	}
	for _, old := range samples(size) {
		if old <= 0 || old > size {
			continue
		}
		tree, err := tlog.ProveTree(size, old, reader)
		if err != nil {
			return nil, err
		}
		made.Consistency = append(made.Consistency, proof{old, encode(tree)})
	}
	return made, nil
}

func samples(size int64) []int64 {
	return []int64{0, 1, 2, 3, 7, 8, 127, 128, 255, 256, 257, 511, 512, 1000, 65535, 65536, size / 2, size - 2, size - 1, size}
}

func encode(hashes []tlog.Hash) []string {
	encoded := []string{}
	for _, hash := range hashes {
		encoded = append(encoded, hex.EncodeToString(hash[:]))
	}
	return encoded
}

func makeLog(dir, origin string, size int64) (*report, error) {
	skey, vkey, err := note.GenerateKey(nil, origin)
	if err != nil {
		return nil, err
	}
	signer, err := note.NewSigner(skey)
	if err != nil {
		return nil, err
	}
	var hashes storage
	var bundles = map[int64][]byte{}
	for n := int64(0); n < size; n++ {
		entry := []byte(fmt.Sprintf("their entry %d", n))
		if err := hashes.add(n, entry); err != nil {
			return nil, err
		}
		bundles[n>>height] = append(binary.BigEndian.AppendUint16(bundles[n>>height], uint16(len(entry))), entry...)
	}
	for n, bundle := range bundles {
		width := min(size-n<<height, 1<<height)
		if err := write(dir, pathOf(tlog.Tile{H: height, L: -1, N: n, W: int(width)}), bundle); err != nil {
			return nil, err
		}
	}
	for _, tile := range tlog.NewTiles(height, 0, size) {
		data, err := tlog.ReadTileData(tile, hashes)
		if err != nil {
			return nil, err
		}
		if err := write(dir, pathOf(tile), data); err != nil {
			return nil, err
		}
	}
	root, err := tlog.TreeHash(size, hashes)
	if err != nil {
		return nil, err
	}
	text := fmt.Sprintf("%s\n%d\n%s\n", origin, size, base64.StdEncoding.EncodeToString(root[:]))
	signed, err := note.Sign(&note.Note{Text: text}, signer)
	if err != nil {
		return nil, err
	}
	if err := write(dir, "checkpoint", signed); err != nil {
		return nil, err
	}
	made, err := proofs(dir, size, root)
	if err == nil {
		made.Vkey = vkey
	}
	return made, err
}

func write(dir, path string, data []byte) error {
	full := filepath.Join(dir, path)
	if err := os.MkdirAll(filepath.Dir(full), 0o755); err != nil {
		return err
	}
	return os.WriteFile(full, data, 0o644)
}

func openNotes(vkeys []string) ([]*string, error) {
	verifiers, err := verifiersOf(vkeys)
	if err != nil {
		return nil, err
	}
	var notes [][]byte
	if err := json.NewDecoder(os.Stdin).Decode(&notes); err != nil {
		return nil, err
	}
	texts := make([]*string, len(notes))
	for i, one := range notes {
		if opened, err := note.Open(one, verifiers); err == nil {
			texts[i] = &opened.Text
		}
	}
	return texts, nil
}

func verifiersOf(vkeys []string) (note.Verifiers, error) {
	var list []note.Verifier
	for _, vkey := range vkeys {
		verifier, err := verifierOf(vkey)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", vkey, err)
		}
		list = append(list, verifier)
	}
	return note.VerifierList(list...), nil
}

// verifierOf knows what Go's package does, and ECDSA: as c2sp.org/signed-note has it.
func verifierOf(vkey string) (note.Verifier, error) {
	parts := strings.SplitN(vkey, "+", 3)
	if len(parts) != 3 {
		return nil, errors.New("no verifier key")
	}
	key, err := base64.StdEncoding.DecodeString(parts[2])
	if err != nil || len(key) == 0 || key[0] != 2 {
		return note.NewVerifier(vkey)
	}
	public, err := x509.ParsePKIXPublicKey(key[1:])
	if err != nil {
		return nil, err
	}
	ec, ok := public.(*ecdsa.PublicKey)
	if !ok {
		return nil, errors.New("no ECDSA key")
	}
	id := sha256.Sum256(key[1:])
	if hex.EncodeToString(id[:4]) != parts[1] {
		return nil, errors.New("another key id")
	}
	return &ecdsaVerifier{parts[0], binary.BigEndian.Uint32(id[:]), ec}, nil
}

type ecdsaVerifier struct {
	name string
	id   uint32
	key  *ecdsa.PublicKey
}

func (v *ecdsaVerifier) Name() string    { return v.name }
func (v *ecdsaVerifier) KeyHash() uint32 { return v.id }
func (v *ecdsaVerifier) Verify(msg, sig []byte) bool {
	digest := sha256.Sum256(msg)
	return ecdsa.VerifyASN1(v.key, digest[:], sig)
}
