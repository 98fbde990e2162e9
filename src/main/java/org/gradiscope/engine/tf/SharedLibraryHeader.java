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

package org.gradiscope.engine.tf;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

import org.gradiscope.engine.tf.graph.TensorFlowErrors;

/**
 * What the head of a shared library says of itself, in the formats ELF (Linux), Mach-O (macOS) and PE
 * (Windows), each of 64 bits. The end of its last part tells whether the file was truncated. That is
 * enough for files that were copied: whoever unpacks or downloads checks each byte.
 *
 * @param platform as JavaCPP calls it
 * @param length bytes that the file has at least
 */
record SharedLibraryHeader(String platform, long length) {

	/** All parts are named within; the real ones need 4 KB. */
	private static final int HEAD = 1 << 16;

	private static final int ELF = 0x464C457F;
	private static final int MACH_O = 0xFEEDFACF;
	private static final int PE = 0x00004550;
	private static final short MZ = 0x5A4D;
	private static final int SEGMENT = 0x19;

	private static final Map<Integer, String> ELF_MACHINES = Map.of(0x3E, "x86_64", 0xB7, "arm64");
	private static final Map<Integer, String> MACH_O_MACHINES =
		Map.of(0x01000007, "x86_64", 0x0100000C, "arm64");
	private static final Map<Integer, String> PE_MACHINES = Map.of(0x8664, "x86_64", 0xAA64, "arm64");

	/** Why a file is no library of a platform, to be read after its name; empty if it is one. */
	static Optional<String> fault(final Path file, final String platform) {
		if (!Files.isRegularFile(file)) return Optional.of("is missing");
		try (FileChannel channel = FileChannel.open(file)) {
			if (channel.size() == 0) return Optional.of("is empty");
			final SharedLibraryHeader header = of(head(channel));
			if (!header.platform.equals(platform)) return Optional.of("is for " + header.platform);
			return channel.size() < header.length
				? Optional.of("is truncated: it has " + channel.size() + " of " + header.length + " bytes")
				: Optional.empty();
		}
		catch (final IndexOutOfBoundsException e) {
			return Optional.of("is truncated");
		}
		catch (final IOException e) {
			return Optional.of("cannot be read (" + TensorFlowErrors.of(e) + ")");
		}
	}

	private static ByteBuffer head(final FileChannel channel) throws IOException {
		final ByteBuffer head =
			ByteBuffer.allocate((int) Math.min(HEAD, channel.size())).order(ByteOrder.LITTLE_ENDIAN);
		while (head.hasRemaining() && channel.read(head) >= 0) {
			// Until it is full.
		}
		return head.flip();
	}

	/** @throws IndexOutOfBoundsException if the head ends too early */
	static SharedLibraryHeader of(final ByteBuffer head) {
		if (head.getInt(0) == ELF) return elf(head);
		if (head.getInt(0) == MACH_O) return machO(head);
		if (head.getShort(0) == MZ && head.getInt(head.getInt(0x3C)) == PE)
			return pe(head, head.getInt(0x3C));
		return new SharedLibraryHeader("no platform that is known here", 0);
	}

	/** The table of sections is the last part. */
	private static SharedLibraryHeader elf(final ByteBuffer head) {
		return new SharedLibraryHeader(name("linux", ELF_MACHINES, head.getShort(18)),
			head.getLong(40) + unsigned(head.getShort(58)) * unsigned(head.getShort(60)));
	}

	private static SharedLibraryHeader machO(final ByteBuffer head) {
		long end = 0;
		int at = 32;
		for (int left = head.getInt(16); left > 0; left--) {
			if (head.getInt(at) == SEGMENT)
				end = Math.max(end, head.getLong(at + 40) + head.getLong(at + 48));
			at += Math.max(8, head.getInt(at + 4));
		}
		return new SharedLibraryHeader(name("macosx", MACH_O_MACHINES, head.getInt(4)), end);
	}

	private static SharedLibraryHeader pe(final ByteBuffer head, final int start) {
		long end = 0;
		int at = start + 24 + head.getShort(start + 20);
		for (int left = head.getShort(start + 6); left > 0; left--) {
			end = Math.max(end, (long) head.getInt(at + 16) + head.getInt(at + 20));
			at += 40;
		}
		return new SharedLibraryHeader(
			name("windows", PE_MACHINES, (int) unsigned(head.getShort(start + 4))), end);
	}

	private static long unsigned(final short value) {
		return value & 0xFFFF;
	}

	private static String name(final String system, final Map<Integer, String> machines,
		final int machine) {
		return system + "-" +
			machines.getOrDefault(machine, "machine-0x" + Integer.toHexString(machine));
	}
}
