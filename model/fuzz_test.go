package model

import (
	"bytes"
	"io/fs"
	"os"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/require"
)

// small gives the files of the small workspace.
func small(t testing.TB) fstest.MapFS {
	files := fstest.MapFS{}
	entries, err := os.ReadDir("testdata/valid/small")
	require.NoError(t, err)
	for _, e := range entries {
		b, err := fs.ReadFile(os.DirFS("testdata/valid/small"), e.Name())
		require.NoError(t, err)
		files[e.Name()] = &fstest.MapFile{Data: b}
	}
	return files
}

// comesBack writes a problem that was accepted in both forms and reads it again.
func comesBack(t *testing.T, p *Problem) {
	var first bytes.Buffer
	require.NoError(t, WriteJSON(&first, p))
	q, err := ReadJSON(bytes.NewReader(first.Bytes()))
	require.NoError(t, err, first.String())
	again, _, err := ReadFS(inMemory(t, q), ReadOptions{})
	require.NoError(t, err, first.String())
	var second bytes.Buffer
	require.NoError(t, WriteJSON(&second, again))
	require.Equal(t, first.String(), second.String())
}

// inMemory is WriteDir into memory.
func inMemory(t require.TestingT, p *Problem) fstest.MapFS {
	files, err := folder(canonical(p))
	require.NoError(t, err)
	dir := fstest.MapFS{}
	for _, f := range files {
		if f.content != nil {
			dir[f.name] = &fstest.MapFile{Data: f.content}
		}
	}
	return dir
}

func FuzzReadCSVTables(f *testing.F) {
	files := small(f)
	for name, file := range files {
		f.Add(name, file.Data)
	}
	f.Add("travel.csv", []byte("from,to,mode,minutes\np1,carer:a,car,4.5\n"))
	f.Add("absence.csv", []byte("carer,from,to,kind\na,1/12/2026,02/12/2026 14:00,leave\n"))
	f.Add("cover.csv", []byte("where,days,start,end,needed,wanted,shift,under,over\nbala,1111111,,,1,2,duty,100,0.5\nbala,1000000,22:00,30:15,1,,,,\n"))
	f.Add("requests.csv", []byte("carer,date,days,shift,want,weight\na,2026-11-24,,duty,on,3\na,,1100000,,off,\n"))
	f.Add("colleagues.csv", []byte("carer,other,work,same_site,from,until\na,b,together,yes,2026-11-24,\nb,c,apart,,,2026-12-24\na,a,apart,,,\n"))
	f.Add("rotations.csv", []byte("carer,rotation,offset,from,until\na,three,2,2026-11-24,\na,three,0,,2026-11-23\nb,two,9,,\n"))
	f.Add("shifts.csv", []byte("id,carer,rotation,days,week_of_cycle,start,end,status\ns,,three,1111100,2/3,07:00,14:00,given\nt,a,three,0000011,6/6,07:00,14:00,open\n"))
	f.Add("events.csv", []byte("id,attendees,date,start,length,kind\ne,a;b,2026-11-24,10:00,60,huddle\n"))
	f.Add("skeleton_nodes.csv", []byte("id,name_cy,name_en,lat,lon\na,A,,52.91,-3.6\nb,,B,52.95,-3.62\n"))
	f.Add("skeleton_links.csv", []byte("from,to,road,class,km,minutes\na,b,A494,A,4.9,6.1\n"))
	f.Add("barriers.csv", []byte("name,line,modes\nAfon,52.91 -3.65;52.92 -3.61,car;bus\n"))
	f.Add("matrix.csv", []byte("mode,from,seconds,metres\ncar,a,0;60,0;800\n"))
	f.Add("previous.csv", []byte("visit,date,start,end,carer\nv1,2026-11-23,08:00,08:45,a\n"))
	f.Add("pools.csv", []byte("id,owner_kind,owners,period_start,minutes,windows\nq,outcome,x,2026-11-02,600,09:00-10:00\n"))
	f.Fuzz(func(t *testing.T, name string, b []byte) {
		files := small(t)
		if !fs.ValidPath(name) || strings.Contains(name, "/") {
			return
		}
		files[name] = &fstest.MapFile{Data: b}
		p, _, err := ReadFS(files, ReadOptions{})
		if err == nil {
			comesBack(t, p)
		}
	})
}

// FuzzTravelTables reads the tables that ways are made of together, since links are of nodes, and works out every leg.
func FuzzTravelTables(f *testing.F) {
	const nodes = "id,name_cy,name_en,lat,lon\na,A,,52.91,-3.6\nb,,B,52.95,-3.62\nc,,C,52.9,-3.7\n"
	const links = "from,to,road,class,km,minutes\na,b,A494,A,4.9,6.1\nb,c,,P,7,\na,c,,,9,\n"
	const barriers = "name,line,modes\nAfon,52.91 -3.65;52.92 -3.61;52.94 -3.55,car;bus\nLlyn,52.8 -3.5;52.9 -3.5,\n"
	const buses = "line,stop,days,lat,lon,times\nT3,a,1111100,52.911,-3.601,07:05;-;09:05\nT3,b,1111100,52.95,-3.62,07:15;08:15;09:15\n"
	f.Add(nodes, links, barriers, buses)
	f.Add(nodes, "from,to,km\na,a,1\n", "line\n1 1;1 1\n", "")
	f.Add("id,lat,lon\na,90,180\nb,-90,-180\n", "from,to,km,minutes\na,b,1e9,1e-9\n", "line\n90 180;-90 -180\n", "line,stop,days,lat,lon,times\n1,a,1,0,0,30:00\n")
	f.Fuzz(func(t *testing.T, nodes, links, barriers, buses string) {
		files := small(t)
		for name, text := range map[string]string{"skeleton_nodes.csv": nodes, "skeleton_links.csv": links, "barriers.csv": barriers, "buses.csv": buses} {
			if text != "" {
				files[name] = &fstest.MapFile{Data: []byte(text)}
			}
		}
		p, _, err := ReadFS(files, ReadOptions{})
		if err != nil {
			return
		}
		comesBack(t, p)
		h, err := Expand(p)
		require.NoError(t, err, "what is valid has its legs")
		for _, mode := range []string{ModeCar, ModeWalk, ModeBike} {
			m, _, err := h.provided(t.Context(), mode, h.Problem.Travel)
			require.NoError(t, err)
			for k, s := range m.Seconds {
				require.True(t, s >= 0 && m.Metres[k] >= 0, "leg %d by %s takes %d s and is %d m", k, mode, s, m.Metres[k])
			}
		}
	})
}

func FuzzReadTOML(f *testing.F) {
	f.Add(string(small(f)[SettingsFile].Data))
	f.Add("[plan]\nstart = \"2026-11-23\"\n[rules]\npreferred = {free = 5, bands = [10]}\n[travel.speeds]\n\"my car\" = 1e1\n")
	f.Fuzz(func(t *testing.T, s string) {
		files := small(t)
		files[SettingsFile] = &fstest.MapFile{Data: []byte(s)}
		p, _, err := ReadFS(files, ReadOptions{})
		if err == nil {
			comesBack(t, p)
		}
	})
}

func FuzzReadJSON(f *testing.F) {
	p, _, err := ReadFS(small(f), ReadOptions{})
	require.NoError(f, err)
	b, err := encode(canonical(p))
	require.NoError(f, err)
	f.Add(b)
	f.Add([]byte(`{"format":1,"name":"x","plan":{"start":"2026-11-23"},"people":[null]}`))
	f.Fuzz(func(t *testing.T, b []byte) {
		p, err := ReadJSON(bytes.NewReader(b))
		if err == nil {
			comesBack(t, p)
		}
	})
}

func FuzzReadRotaCSV(f *testing.F) {
	p, _, err := ReadFS(small(f), ReadOptions{})
	require.NoError(f, err)
	f.Add([]byte("visit,date,start,end,carer\nv1,2026-11-23,08:00,08:45,a\n"))
	f.Add([]byte("visit,date,start,end,carer,kind\n,2026-11-23,10:00,10:30,a,break\n,2026-11-24,07:00,14:00,a,shift\n"))
	f.Fuzz(func(t *testing.T, b []byte) {
		r, err := ReadRotaCSV(bytes.NewReader(b), p)
		if err == nil {
			rotaComesBack(t, r, p)
		}
	})
}

func FuzzReadRotaJSON(f *testing.F) {
	p, _, err := ReadFS(small(f), ReadOptions{})
	require.NoError(f, err)
	r, err := ReadRotaCSV(strings.NewReader("visit,date,start,end,carer\nv1,2026-11-23,08:00,08:45,a\n"), p)
	require.NoError(f, err)
	b, err := encode(r)
	require.NoError(f, err)
	f.Add(b)
	f.Fuzz(func(t *testing.T, b []byte) {
		r, err := ReadRotaJSON(bytes.NewReader(b), p)
		if err == nil {
			rotaComesBack(t, r, p)
		}
	})
}

func rotaComesBack(t *testing.T, r *Rota, p *Problem) {
	r.Format = or(r.Format, 1)
	var first, second bytes.Buffer
	require.NoError(t, WriteRota(&first, r))
	again, err := ReadRotaJSON(bytes.NewReader(first.Bytes()), p)
	require.NoError(t, err, first.String())
	require.NoError(t, WriteRota(&second, again))
	require.Equal(t, first.String(), second.String())
}
