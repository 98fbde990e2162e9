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

package org.gradiscope.safety;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/** Changes a file of Keras: what it says of its layers, its weights, and what it is packed in. */
final class KerasMutator {

	private static final String CONFIG = "config.json";
	private static final String WEIGHTS = "model.weights.h5";

	private final SplittableRandom random;
	private final String forbidden;

	/** @param forbidden a file that no model may touch */
	KerasMutator(final SplittableRandom random, final String forbidden) {
		this.random = random;
		this.forbidden = forbidden;
	}

	byte[] mutate(final byte[] file) throws IOException {
		return file[0] == 'P' ? zip(members(file)) : hdf5(file);
	}

	private static Map<String, byte[]> members(final byte[] file) throws IOException {
		final Map<String, byte[]> members = new LinkedHashMap<>();
		try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(file))) {
			for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry())
				members.put(entry.getName(), zip.readAllBytes());
		}
		return members;
	}

	private byte[] zip(final Map<String, byte[]> members) throws IOException {
		switch (random.nextInt(8)) {
			case 0 -> members.put(forbidden, new byte[] { 1 });
			case 1 -> members.put("../forbidden", new byte[] { 1 });
			case 2 -> members.put(WEIGHTS, new byte[1 << random.nextInt(24)]);
			case 3, 4 -> members.computeIfPresent(WEIGHTS, (name, content) -> damaged(content));
			default -> members.computeIfPresent(CONFIG, (name, content) -> new JsonMutator(random)
				.mutate(text(content)).getBytes(StandardCharsets.ISO_8859_1));
		}
		final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
			for (final Map.Entry<String, byte[]> member : members.entrySet()) {
				zip.putNextEntry(new ZipEntry(member.getKey()));
				zip.write(member.getValue());
				zip.closeEntry();
			}
		}
		return bytes.toByteArray();
	}

	/** What the file says of the layers is changed within the room that it has. */
	private byte[] hdf5(final byte[] file) {
		final String text = text(file);
		final int from = text.indexOf("{\"module\"");
		if (from < 0 || random.nextInt(3) == 0) return damaged(file);
		final int to = end(text, from);
		final String changed = new JsonMutator(random).mutate(text.substring(from, to));
		final StringBuilder json = new StringBuilder(changed);
		while (json.length() < to - from)
			json.append(' ');
		return (text.substring(0, from) + json.substring(0, to - from) + text.substring(to))
			.getBytes(StandardCharsets.ISO_8859_1);
	}

	private static int end(final String text, final int from) {
		int depth = 0;
		for (int i = from; i < text.length(); i++)
			if (text.charAt(i) == '{') depth++;
			else if (text.charAt(i) == '}' && --depth == 0) return i + 1;
		return text.length();
	}

	private static String text(final byte[] bytes) {
		return new String(bytes, StandardCharsets.ISO_8859_1);
	}

	/** Few bytes, where there is more than zeros; numbers that stand for places and lengths among them. */
	private byte[] damaged(final byte[] content) {
		final byte[] damaged = content.clone();
		final List<Integer> used = new ArrayList<>();
		for (int i = 0; i < content.length; i++)
			if (content[i] != 0) used.add(i);
		for (int i = random.nextInt(6); i >= 0 && !used.isEmpty(); i--) {
			final int at = used.get(random.nextInt(used.size())) + random.nextInt(3);
			if (at < damaged.length) damaged[at] = (byte) (random.nextInt(3) == 0 ? random.nextInt()
				: random.nextBoolean() ? damaged[at] + 1 : -1);
		}
		return damaged;
	}
}
