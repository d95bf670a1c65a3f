package osmread

import (
	"os"
	"os/exec"
	"syscall"
	"testing"

	"github.com/stretchr/testify/require"
)

// TestHostileMemory runs the child by itself on files that mean harm, and asks the system for the most that it ever held.
// The guard looks every 20 ms at what is asked for; what the system gives in between comes on top, and none is told as less than
// this process holds when it starts the child.
func TestHostileMemory(t *testing.T) {
	self, err := os.Executable()
	require.NoError(t, err)
	for name, data := range hostile() {
		child := exec.Command(self)
		child.Args = []string{os.Args[0], file(t, "hostile.osm.pbf", string(data))}
		child.Env = append(os.Environ(), variable+"=2")
		_ = child.Run() // whether it fails TestHostile looks at
		used, ok := child.ProcessState.SysUsage().(*syscall.Rusage)
		require.True(t, ok)
		t.Logf("%s: %d MB", name, used.Maxrss>>10)
		require.Less(t, used.Maxrss>>10, int64(1200), name)
	}
}
