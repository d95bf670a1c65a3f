package area

import (
	"embed"
	"io/fs"
	"sync"
)

//go:generate go run ./make -from ../../../shared/geo -o gwynedd

//go:embed gwynedd
var files embed.FS

// Gwynedd gives the figures of Gwynedd that come with the program. The caller must not change them.
func Gwynedd() *Area { return gwynedd() }

var gwynedd = sync.OnceValue(func() *Area {
	dir, err := fs.Sub(files, "gwynedd")
	if err != nil {
		panic(err) // the folder is part of the program; a test reads it
	}
	a, _, err := ReadFS(dir)
	if err != nil {
		panic(err)
	}
	return a
})
