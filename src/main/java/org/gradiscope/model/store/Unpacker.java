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

package org.gradiscope.model.store;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import org.gradiscope.model.ModelException;

/** Writes the members of one archive, and trusts none of them. */
final class Unpacker implements ArchiveReader.Visitor {

	private final String archive;
	private final Path folder;
	private final Archives.Limits limits;
	private final byte[] buffer = new byte[1 << 16];
	/** Each path as it was first written, by how a system that ignores case sees it. */
	private final Map<String, String> paths = new HashMap<>();
	private final Set<String> files = new HashSet<>();
	private int entries;
	private long total;

	/** @param archive its name, for messages */
	Unpacker(final String archive, final Path folder, final Archives.Limits limits) {
		this.archive = archive;
		this.folder = folder;
		this.limits = limits;
	}

	@Override
	public void visit(final String name, final ArchiveReader.Type type,
		final ArchiveReader.Content content) throws IOException {
		if (++entries > limits.entries())
			throw refused("it has more than " + limits.entries() + " entries");
		final String path = SafePath.of(name, why -> refused(why));
		if (type == ArchiveReader.Type.OTHER)
			throw refused("'" + SafePath.shown(name) + "' is a link or a device");
		if (path.isEmpty()) return;
		if (type == ArchiveReader.Type.FOLDER) {
			if (!SafePath.isClutter(path)) makeFolder(path);
		}
		// Clutter is read too, so that it counts.
		else if (SafePath.isClutter(path)) copy(path, content, OutputStream.nullOutputStream());
		else write(path, content);
	}

	/** @throws ModelException if there was nothing */
	void finish() {
		if (files.isEmpty()) throw refused("it holds no file");
	}

	private void makeFolder(final String path) throws IOException {
		claim(path);
		if (files.contains(path)) throw refused("'" + path + "' is both a file and a folder");
		Files.createDirectories(folder.resolve(path));
	}

	private void write(final String path, final ArchiveReader.Content content) throws IOException {
		final int slash = path.lastIndexOf('/');
		if (slash > 0) makeFolder(path.substring(0, slash));
		claim(path);
		if (!files.add(path) || Files.exists(folder.resolve(path)))
			throw refused("'" + path + "' is there twice");
		try (OutputStream out = Files.newOutputStream(folder.resolve(path))) {
			copy(path, content, out);
		}
	}

	/** Remembers how a path and the folders above it are written. */
	private void claim(final String path) {
		for (int end = path.indexOf('/'); end >= 0; end = path.indexOf('/', end + 1))
			claimOne(path.substring(0, end));
		claimOne(path);
	}

	private void claimOne(final String path) {
		final String key = Normalizer.normalize(path, Normalizer.Form.NFC).toLowerCase(Locale.ROOT);
		final String known = paths.putIfAbsent(key, path);
		if (known != null && !known.equals(path)) throw refused(
			"'" + known + "' and '" + path + "' are one file on a system that ignores case");
	}

	private void copy(final String path, final ArchiveReader.Content content, final OutputStream out)
		throws IOException {
		final InputStream in = content.open();
		long size = 0;
		for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
			size += n;
			total += n;
			if (size > limits.file())
				throw refused("'" + path + "' is larger than " + limits.file() + " bytes");
			if (total > limits.total())
				throw refused("its files are larger than " + limits.total() + " bytes together");
			out.write(buffer, 0, n);
		}
	}

	private ModelException refused(final String why) {
		return new ModelException(
			"The archive " + archive + " is refused: " + why + "; take it from a place that you trust.");
	}
}
