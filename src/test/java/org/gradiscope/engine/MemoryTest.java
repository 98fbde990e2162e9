/*-
 * #%L
 * Convolutional networks looked into from ImageJ and Fiji.
 * %%
 * Copyright (C) 2026 Gradiscope founders.
 * %%
 * Redistribution and use in source and binary forms, with or without
 * modification, are permitted provided that the following conditions are met:
 *
 * 1. Redistributions of source code must retain the above copyright notice,
 *    this list of conditions and the following disclaimer.
 * 2. Redistributions in binary form must reproduce the above copyright notice,
 *    this list of conditions and the following disclaimer in the documentation
 *    and/or other materials provided with the distribution.
 *
 * THIS SOFTWARE IS PROVIDED BY THE COPYRIGHT HOLDERS AND CONTRIBUTORS "AS IS"
 * AND ANY EXPRESS OR IMPLIED WARRANTIES, INCLUDING, BUT NOT LIMITED TO, THE
 * IMPLIED WARRANTIES OF MERCHANTABILITY AND FITNESS FOR A PARTICULAR PURPOSE
 * ARE DISCLAIMED. IN NO EVENT SHALL THE COPYRIGHT HOLDERS OR CONTRIBUTORS BE
 * LIABLE FOR ANY DIRECT, INDIRECT, INCIDENTAL, SPECIAL, EXEMPLARY, OR
 * CONSEQUENTIAL DAMAGES (INCLUDING, BUT NOT LIMITED TO, PROCUREMENT OF
 * SUBSTITUTE GOODS OR SERVICES; LOSS OF USE, DATA, OR PROFITS; OR BUSINESS
 * INTERRUPTION) HOWEVER CAUSED AND ON ANY THEORY OF LIABILITY, WHETHER IN
 * CONTRACT, STRICT LIABILITY, OR TORT (INCLUDING NEGLIGENCE OR OTHERWISE)
 * ARISING IN ANY WAY OUT OF THE USE OF THIS SOFTWARE, EVEN IF ADVISED OF THE
 * POSSIBILITY OF SUCH DAMAGE.
 * #L%
 */

package org.gradiscope.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a Linux says of its memory, its control groups and its limits. */
class MemoryTest {

	private static final long MACHINE = 16_000_000L * 1024;

	@TempDir
	private Path root;

	private void write(final String file, final String text) throws IOException {
		final Path path = root.resolve(file);
		Files.createDirectories(path.getParent());
		Files.writeString(path, text);
	}

	private long free() throws IOException {
		write("proc/meminfo", "MemTotal:       24000000 kB\nMemAvailable:   16000000 kB\n");
		return new Memory(root).free();
	}

	@Test
	void whatTheMachineHasLeft() throws IOException {
		assertEquals(MACHINE, free());
		write("proc/self/limits", "Max address space         unlimited            unlimited   bytes\n");
		write("proc/self/cgroup", "0::/\n");
		write("sys/fs/cgroup/memory.max", "max\n");
		assertEquals(MACHINE, free());
	}

	@Test
	void whatALimitOfTheProcessLeaves() throws IOException {
		write("proc/self/limits", "Max address space         12000000000          unlimited   bytes\n");
		write("proc/self/status", "Name:\tjava\nVmSize:\t 1000000 kB\nVmRSS:\t 1 kB\n");
		assertEquals(12_000_000_000L - 1_024_000_000, free());
	}

	/** The tightest of a group and those around it; files kept in memory can be given back. */
	@Test
	void whatTheSecondKindOfGroupsLeaves() throws IOException {
		write("proc/self/cgroup", "0::/outer/inner\n");
		write("sys/fs/cgroup/outer/inner/memory.max", "14000000000\n");
		write("sys/fs/cgroup/outer/inner/memory.current", "3000000000\n");
		write("sys/fs/cgroup/outer/inner/memory.stat", "anon 5\ninactive_file 1000000000\n");
		assertEquals(12_000_000_000L, free());
		write("sys/fs/cgroup/outer/memory.max", "8000000000\n");
		write("sys/fs/cgroup/outer/memory.current", "7000000000\n");
		assertEquals(1_000_000_000L, free());
		write("sys/fs/cgroup/outer/memory.current", "9000000000\n");
		assertEquals(0, free());
	}

	@Test
	void whatTheFirstKindOfGroupsLeaves() throws IOException {
		write("proc/self/cgroup", "9:name=systemd:/\n4:memory:/docker/abc\n0::/\n");
		write("sys/fs/cgroup/memory/memory.limit_in_bytes", "9223372036854771712\n");
		write("sys/fs/cgroup/memory/memory.usage_in_bytes", "20000000000\n");
		assertEquals(MACHINE, free());
		write("sys/fs/cgroup/memory/docker/abc/memory.limit_in_bytes", "2000000000\n");
		write("sys/fs/cgroup/memory/docker/abc/memory.usage_in_bytes", "500000000\n");
		write("sys/fs/cgroup/memory/docker/abc/memory.stat", "total_inactive_file 100000000\n");
		assertEquals(1_600_000_000L, free());
	}

	@Test
	void asItIsHere() {
		assertTrue(Memory.available() > 0);
		if (Files.isReadable(Path.of("/proc/self/status")))
			assertTrue(Memory.resident(ProcessHandle.current().pid()) > 10_000_000);
		assertEquals(0, Memory.resident(-1));
		assertEquals("12 MB", Memory.text(12.3e6));
		assertEquals("8.6 GB", Memory.text(8.59e9));
	}
}
