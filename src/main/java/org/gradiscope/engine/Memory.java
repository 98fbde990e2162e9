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

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * How much more memory this process can have: as much as the machine has left, or the container (a
 * control group of Linux), or the limit of the process ({@code ulimit -v}), whichever is least. Where
 * the system does not say, no limit is known.
 */
public final class Memory {

	/** Less is not worth asking the system for, in bytes. */
	public static final long LITTLE = 1L << 28;

	/** Where nothing is known. */
	private static final long ENOUGH = Long.MAX_VALUE;

	/** Systems that keep files in memory say little of what is free; so much of all is taken for it. */
	private static final double USUAL_SHARE = 0.75;

	private final Path root;

	/** @param root of the file system, another one for tests */
	Memory(final Path root) {
		this.root = root;
	}

	/** In bytes. */
	public static long available() {
		final long free = new Memory(Path.of("/")).free();
		return free == ENOUGH ? (long) (USUAL_SHARE * total()) : free;
	}

	private static long total() {
		return ManagementFactory
			.getOperatingSystemMXBean() instanceof com.sun.management.OperatingSystemMXBean system
				? system.getTotalMemorySize() : ENOUGH;
	}

	/** That of another process, in bytes; 0 where it is gone or the system does not say. */
	public static long resident(final long process) {
		return kilobytes(read(Path.of("/proc", String.valueOf(process), "status")), "VmRSS:");
	}

	/** For people, for example {@code 8.6 GB}. */
	public static String text(final double bytes) {
		return bytes < 1e9 ? String.format(Locale.ROOT, "%.0f MB", bytes / 1e6)
			: String.format(Locale.ROOT, "%.1f GB", bytes / 1e9);
	}

	long free() {
		return Stream.of(machine(), addressSpace(), group()).min(Long::compare).orElseThrow();
	}

	private long machine() {
		final long free = kilobytes(read(root.resolve("proc/meminfo")), "MemAvailable:");
		return free == 0 ? ENOUGH : free;
	}

	/** What {@code ulimit -v} leaves. */
	private long addressSpace() {
		final Matcher limit = Pattern.compile("(?m)^Max address space +(\\d+) ")
			.matcher(read(root.resolve("proc/self/limits")));
		return limit.find() ? Math.max(0,
			Long.parseLong(limit.group(1)) - kilobytes(read(root.resolve("proc/self/status")), "VmSize:"))
			: ENOUGH;
	}

	/** What the groups leave that this process is in, from its own up to the outermost. */
	private long group() {
		long least = ENOUGH;
		for (final String line : read(root.resolve("proc/self/cgroup")).split("\n")) {
			final String[] words = line.split(":", 3);
			if (words.length < 3 || !words[1].isEmpty() && !words[1].equals("memory")) continue;
			final Path top = root.resolve("sys/fs/cgroup").resolve(words[1]);
			final Path own = top.resolve(words[2].replaceFirst("^/+", "")).normalize();
			for (Path at = own; at != null && at.startsWith(top); at = at.getParent())
				least = Math.min(least,
					words[1].isEmpty() ? left(at, "memory.max", "memory.current", "inactive_file")
						: left(at, "memory.limit_in_bytes", "memory.usage_in_bytes", "total_inactive_file"));
		}
		return least;
	}

	/** Files that nobody has used for long are given back before anything fails. */
	private static long left(final Path group, final String limit, final String used,
		final String files) {
		final String most = read(group.resolve(limit)).strip();
		final String now = read(group.resolve(used)).strip();
		if (!most.matches("\\d{1,18}") || !now.matches("\\d{1,18}")) return ENOUGH;
		final Matcher kept = Pattern.compile("(?m)^" + files + " (\\d{1,18})$")
			.matcher(read(group.resolve("memory.stat")));
		return Math.max(0, Long.parseLong(most) - Long.parseLong(now) +
			(kept.find() ? Long.parseLong(kept.group(1)) : 0));
	}

	private static long kilobytes(final String text, final String key) {
		final Matcher found = Pattern.compile("(?m)^" + key + "\\s+(\\d{1,15}) kB").matcher(text);
		return found.find() ? 1024 * Long.parseLong(found.group(1)) : 0;
	}

	private static String read(final Path file) {
		try {
			return Files.isReadable(file) ? Files.readString(file) : "";
		}
		catch (final IOException e) {
			return "";
		}
	}
}
