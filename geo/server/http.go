package server

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"
)

// send asks for a block until it has it, or until asking again does not help.
func (c *Client) send(ctx context.Context, a ask) (*block, error) {
	wait := c.o.Wait
	for try := 1; ; try++ {
		if err := c.pace(ctx); err != nil {
			return nil, err
		}
		b, again, err := c.try(ctx, a)
		if err == nil {
			return b, nil
		}
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		if again < 0 {
			return nil, err
		}
		if again > c.o.MaxWait {
			err.Advice = fmt.Sprintf("It wants to be left alone for %v: try again then; what it has answered so far is kept",
				again.Round(time.Second))
			return nil, err
		}
		if try >= c.o.Tries {
			err.Message += fmt.Sprintf(" (tried %d times)", try)
			return nil, err
		}
		if e := c.o.Sleep(ctx, max(wait, again)); e != nil {
			return nil, e
		}
		wait = min(2*wait, c.o.MaxWait)
	}
}

// pace waits between requests where the server wants few a minute.
func (c *Client) pace(ctx context.Context) error {
	if !c.asked.Swap(true) || c.o.PerMinute == 0 {
		return ctx.Err()
	}
	return c.o.Sleep(ctx, time.Minute/time.Duration(c.o.PerMinute))
}

// try asks once. again is how long to wait at least before the next try, below 0 if none would help.
func (c *Client) try(ctx context.Context, a ask) (b *block, again time.Duration, fault *Error) {
	ctx, cancel := context.WithTimeout(ctx, c.o.Timeout)
	defer cancel()
	method, address, body := c.api.request(a)
	req, err := http.NewRequestWithContext(ctx, method, address, bytes.NewReader(body))
	if err != nil {
		return nil, -1, c.fail(a.base, CodeSettings, "its address cannot be asked", "Look at url and profiles")
	}
	req.Header.Set("Accept", "application/json")
	req.Header.Set("User-Agent", "milltir")
	if method == http.MethodPost {
		req.Header.Set("Content-Type", "application/json")
	}
	if c.o.Key != "" {
		req.Header.Set(c.o.KeyHeader, c.o.Key)
	}
	resp, err := c.o.HTTP.Do(req)
	if err != nil {
		return nil, 0, c.silent(a, err)
	}
	defer resp.Body.Close()
	most := min(c.o.MaxBytes, a.mostBytes())
	answer, err := io.ReadAll(io.LimitReader(resp.Body, most+1))
	switch {
	case err != nil:
		return nil, 0, c.silent(a, err)
	case int64(len(answer)) > most:
		return nil, -1, c.fail(a.base, CodeAnswer, fmt.Sprintf("the answer is of more than %d bytes", most),
			"Maybe kind or url is of another server, or a smaller max_pairs is needed")
	case resp.StatusCode == http.StatusOK:
		if b, err = c.api.decode(a, answer); err == nil {
			err = b.check(a)
		}
		if err != nil {
			return nil, -1, c.unreadable(a, err, answer)
		}
		return b, 0, nil
	}
	return c.refused(a, resp, answer)
}

// mostBytes is several times what any of the servers needs for a block; more is no table, and is not read.
func (a ask) mostBytes() int64 {
	n, m := int64(len(a.rows)), int64(len(a.cols))
	return 256<<10 + (n+m)<<10 + n*m<<8
}

// silent is a server that does not answer. The error of net/http has the whole address in it, with positions: only
// what lies below it is told.
func (c *Client) silent(a ask, err error) *Error {
	var of *url.Error
	if errors.As(err, &of) {
		err = of.Err
	}
	message, advice := "no answer", "Maybe it is switched off, or the address or the network is wrong"
	var dns *net.DNSError
	var timeout net.Error
	switch {
	case errors.As(err, &dns):
		message, advice = "its name is not known", "Maybe a slip in url, or there is no network"
	case errors.Is(err, context.DeadlineExceeded), errors.As(err, &timeout) && timeout.Timeout():
		message, advice = fmt.Sprintf("no answer within %v", c.o.Timeout), "Maybe a longer timeout_seconds or a smaller max_pairs"
	case errors.Is(err, io.ErrUnexpectedEOF):
		message, advice = "the answer broke off", "Maybe a gate in front of it cuts long answers: try a smaller max_pairs"
	}
	f := c.fail(a.base, CodeSilent, message, advice)
	f.cause = err
	return f
}

// refused is an answer that is no table.
func (c *Client) refused(a ask, resp *http.Response, body []byte) (*block, time.Duration, *Error) {
	code, message := c.api.refusal(body)
	meaning := c.api.means(code)
	if meaning == noWay {
		b := newBlock(a)
		for k := range b.far {
			b.far[k] = true
		}
		return b, 0, nil
	}
	f := c.fail(a.base, CodeRefused, strings.TrimSpace(code+" "+message), "")
	f.Status = resp.StatusCode
	if f.Message == "" {
		f.Message = strings.ToLower(http.StatusText(resp.StatusCode))
	}
	again := time.Duration(-1)
	switch s := resp.StatusCode; {
	case meaning == noPoint:
		f.Code = CodePoint
		f.Advice = "A point lies off the server's map: maybe a position of the workspace is wrong, or the server has another country"
	case meaning == tooMany, s == http.StatusRequestEntityTooLarge, s == http.StatusRequestURITooLong:
		f.Advice = "Maybe a smaller max_points or max_pairs"
	case meaning == tooFar:
		f.Advice = "Points lie further apart than the server allows: maybe a position of the workspace is wrong; " +
			"of a server of your own, raise max_matrix_distance"
	case meaning == noTable:
		f.Advice = "The server makes no such tables: an old OSRM has distances after osrm-contract only, " +
			"Valhalla wants the action sources_to_targets"
	case s >= 300 && s < 400:
		f.Message = "it sends on to another address, which is not followed"
		f.Advice = "Give the address where its services are; maybe https instead of http"
	case s == http.StatusUnauthorized, s == http.StatusForbidden:
		f.Advice = "Maybe the key is missing, wrong or used up for today: look at key_env or key_file"
	case s == http.StatusNotFound:
		f.Advice = "Maybe url lacks a part of the path (/ors), or the server does not have the profile"
	case s == http.StatusTooManyRequests:
		f.Code, f.Advice = CodeSilent, "Maybe a smaller per_minute, or the key is used up for today"
		again = c.retryAfter(resp)
	case s == http.StatusRequestTimeout, s >= 500 && s != http.StatusNotImplemented:
		f.Code, f.Advice = CodeSilent, "Maybe it is overloaded or being mended: try again later"
		again = c.retryAfter(resp)
	default:
		f.Advice = "Maybe url, kind or profiles do not fit the server"
	}
	return nil, again, f
}

// retryAfter reads seconds or a date of HTTP; 0 if there is none that can be read.
func (c *Client) retryAfter(resp *http.Response) time.Duration {
	text := resp.Header.Get("Retry-After")
	if n, err := strconv.ParseUint(text, 10, 31); err == nil {
		return time.Duration(n) * time.Second
	}
	if at, err := http.ParseTime(text); err == nil {
		return max(0, at.Sub(c.o.Now()))
	}
	return 0
}

// unreadable is an answer of status 200 that is no table.
func (c *Client) unreadable(a ask, err error, body []byte) *Error {
	message, advice := err.Error(), "Maybe kind or url is of another server"
	trimmed := bytes.TrimSpace(body)
	var fast *fastError
	switch {
	case errors.As(err, &fast):
		advice = "Maybe the server answers for cars whatever the profile, as OSRM does: give urls a server for this mode, " +
			"or take the mode out of profiles; or one of the points is far from any road"
	case len(trimmed) == 0:
		message = "the answer is empty"
	case trimmed[0] == '<':
		message, advice = "the answer is a web page", "Maybe url is that of a map or of a gate that wants a login"
	}
	f := c.fail(a.base, CodeAnswer, message, advice)
	if fast != nil {
		f.Points = []int{fast.from, fast.to}
	}
	return f
}
