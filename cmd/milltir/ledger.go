package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/urfave/cli/v2"

	"github.com/milltir/milltir/ledger"
	"github.com/milltir/milltir/model"
	"github.com/milltir/milltir/report"
)

func ledgerCommand() *cli.Command {
	return &cli.Command{
		Name:      "ledger",
		Usage:     "keep the books of the pools of hours",
		ArgsUsage: "DIR [ROTA]",
		Description: examples("What each pool of pools.csv was granted, has planned, given, banked and let lapse, by period,\n"+
			"person by person where it is shared, in double entry. Planned is ROTA, and before it, or without\n"+
			"it, what was published (previous.csv); given is actuals.csv; corrections.csv is what was agreed\n"+
			"beside. A ledger.csv in DIR is checked, line by line, and gone on from.\n"+
			"With -o FOLDER it writes ledger.csv, to be copied to DIR or written there (-o DIR), and the\n"+
			"pages in Welsh and English; nothing is written where anything is wrong. Of several providers\n"+
			"--provider NAME -o DIR puts that one's new lines behind those of all in ledger.csv, and writes no\n"+
			"pages there; a ledger.csv in another folder is of NAME alone, and not to be copied to DIR.",
			"milltir ledger bro", "milltir ledger bro out/rota.json -o out", "milltir ledger bro --actuals --lang cy", "milltir ledger bro --as-of 2026-12-07 --json"),
		Flags: []cli.Flag{
			textFlag("out", "write ledger.csv and pages to `FOLDER`", "o"),
			boolFlag("actuals", "print what was planned against what was given, visit by visit, instead"),
			textFlag("as-of", "records are known up to this `DATE`: what was planned before it and is in none was not given"),
			boolFlag("json", "print JSON"), providerFlag(), strictFlag(), langFlag(), boolFlag("quiet", "no warnings"),
		},
		Action: runLedger,
	}
}

func runLedger(c *cli.Context) error {
	args, err := words(c, 1, 2)
	if err != nil {
		return err
	}
	at := model.Date(0)
	if text := c.String("as-of"); text != "" {
		if at, err = model.ParseDate(text); err != nil {
			return usage(c, "--as-of %s is no date like 2026-12-07", text)
		}
	}
	k, err := loadOne(c, args[0])
	if err != nil {
		return err
	}
	var rota *model.Rota
	if len(args) == 2 {
		if rota, err = k.known(c, args[1]); err != nil {
			return err
		}
	}
	kept, wrong, err := kept(args[0], k.Problem, c.IsSet("provider"))
	if err != nil {
		return err
	}
	if len(wrong) > 0 {
		return wrong
	}
	books, found := ledger.Keep(k.Horizon, rota, kept, at)
	if err := k.printLedger(c, books); err != nil {
		return err
	}
	out := c.String("out")
	switch {
	case len(found) > 0:
		return found
	case out == "":
		return nil
	case c.IsSet("provider") && sameFolder(out, args[0]):
		err = addToAll(args[0], out, kept, books)
	default:
		err = k.writeLedger(out, books)
	}
	if err == nil && !c.Bool("quiet") {
		fmt.Fprintf(c.App.ErrWriter, "Written to %s.\n", out)
	}
	return err
}

// addToAll puts what one provider's books have beyond what was kept of them behind the ledger of all: every line that
// is there stays, whosever it is. No page is written: the folder is not the provider's.
func addToAll(path, out string, kept *ledger.Book, books *ledger.Ledger) error {
	all, wrong, err := bookOf(path)
	if err != nil {
		return err
	}
	if len(wrong) > 0 {
		return wrong.Discreet()
	}
	had := 0
	if kept != nil {
		had = len(kept.Entries)
	}
	all = all.With(books.Book.Entries[had:])
	return report.WriteFileAtomic(filepath.Join(out, model.LedgerFile), func(w io.Writer) error { return ledger.Write(w, all) })
}

// printLedger prints the page that was asked for.
func (k *week) printLedger(c *cli.Context, books *ledger.Ledger) error {
	switch w := c.App.Writer; {
	case c.Bool("actuals") && c.Bool("json"):
		return report.DeliveredJSON(w, books)
	case c.Bool("actuals"):
		return report.Delivered(w, k.Horizon, books, k.words)
	case c.Bool("json"):
		return report.LedgerJSON(w, books)
	default:
		return report.Ledger(w, k.Horizon, books, k.words)
	}
}

// writeLedger writes the files, each whole or not at all.
func (k *week) writeLedger(out string, books *ledger.Ledger) error {
	files := map[string]func(io.Writer) error{
		model.LedgerFile: func(w io.Writer) error { return ledger.Write(w, books.Book) },
	}
	for _, lang := range report.Languages() {
		l, err := report.NewLocalizer(lang)
		if err != nil {
			return internal{err}
		}
		files["ledger."+lang+".txt"] = func(w io.Writer) error { return report.Ledger(w, k.Horizon, books, l) }
		files["delivered."+lang+".txt"] = func(w io.Writer) error { return report.Delivered(w, k.Horizon, books, l) }
	}
	return writeFiles(out, files)
}

// bookOf reads the ledger that a workspace holds, nil if there is none.
func bookOf(path string) (*ledger.Book, model.Diagnostics, error) {
	folder := path
	if filepath.Base(path) == model.SettingsFile {
		folder = filepath.Dir(path)
	}
	f, err := os.Open(filepath.Join(folder, model.LedgerFile))
	if isJSON(path) || errors.Is(err, fs.ErrNotExist) {
		return nil, nil, nil
	}
	if err != nil {
		return nil, nil, err
	}
	defer f.Close()
	book, wrong := ledger.Read(f, model.LedgerFile)
	return book, wrong, nil
}

// kept is that ledger, or of one provider's part of the tables what it may see.
func kept(path string, p *model.Problem, part bool) (*ledger.Book, model.Diagnostics, error) {
	book, wrong, err := bookOf(path)
	if err != nil || !part || book == nil && len(wrong) == 0 {
		return book, wrong, err
	}
	if len(wrong) > 0 {
		return nil, wrong.Discreet(), nil
	}
	whole, _, err := model.Read(path, model.ReadOptions{Discreet: true})
	if err != nil {
		return nil, nil, err
	}
	pools := make(map[model.PoolID]bool)
	for i := range p.Pools {
		pools[p.Pools[i].ID] = true
	}
	return book.Of(func(e *ledger.Entry) bool { return pools[e.Pool] }).Hold(others(p, whole)), nil, nil
}

// others are the people of the whole tables who are not a part's. What they drew on a pool of the part's provider while
// they were its own stays in its books; who has left is nobody's any more, and their entries are as any.
func others(p, whole *model.Problem) map[model.PersonID]bool {
	out := make(map[model.PersonID]bool)
	for i := range whole.People {
		out[whole.People[i].ID] = true
	}
	for i := range p.People {
		delete(out, p.People[i].ID)
	}
	return out
}

// checkBooks is what is wrong of the books of a workspace whose tables are sound.
func checkBooks(c *cli.Context, path string, p *model.Problem) (model.Diagnostics, error) {
	return booksOf(c, path, p, func() (*model.Horizon, error) { return model.ExpandContext(c.Context, p) })
}

// booksOf is that with a horizon that is asked for only where there is something to look at.
func booksOf(c *cli.Context, path string, p *model.Problem, horizon func() (*model.Horizon, error)) (model.Diagnostics, error) {
	part := c.IsSet("provider")
	book, found, err := kept(path, p, part)
	if err != nil || len(found)+len(p.Pools)+len(p.Actuals) == 0 && book == nil {
		return nil, err
	}
	if len(found) == 0 {
		h, err := horizon()
		if err != nil {
			return nil, err
		}
		_, found = ledger.Keep(h, nil, book, 0)
		found = append(found, ledger.Compare(h, book)...)
	}
	if p.Shared() && !part {
		found = found.Discreet()
	}
	return found, nil
}

// soundBooks refuses to go on where the books are wrong, so that no rota is made of records, or beside a ledger, that check
// refuses. That a past period was overdrawn (E1550) is no mistake of the tables: it is told like a warning, and the plan
// counts with what is owed. Warnings are told too, among them where a plan does not count with what the books say.
func (k *week) soundBooks(c *cli.Context) error {
	found, err := booksOf(c, k.path, k.Problem, func() (*model.Horizon, error) { return k.Horizon, nil })
	if err != nil {
		return err
	}
	var wrong, told model.Diagnostics
	for _, d := range found {
		if d.Warning() || d.Code == "E1550" {
			told = append(told, d)
		} else {
			wrong = append(wrong, d)
		}
	}
	if len(wrong) > 0 {
		return wrong
	}
	if !c.Bool("quiet") {
		warn(c.App.ErrWriter, told, k.path)
	}
	return nil
}
