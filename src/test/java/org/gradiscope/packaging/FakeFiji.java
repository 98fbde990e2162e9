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

package org.gradiscope.packaging;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A folder that is laid out as Fiji's is. */
final class FakeFiji {

	/** Some older, some newer than those that the project is built with. */
	private static final List<String> SHARED = List.of("ij-1.54p", "imagej-legacy-2.0.3",
		"scijava-common-2.99.0", "parsington-99.0.0", "imglib2-7.1.4", "snakeyaml-1.33",
		"commons-compress-99.0", "commons-io-2.1", "slf4j-api-1.7.36");

	private final Path folder;

	private FakeFiji(final Path folder) {
		this.folder = folder;
	}

	/** With files in the place of jars, each of which holds its own name. */
	static FakeFiji in(final Path folder) throws IOException {
		final FakeFiji fiji = new FakeFiji(folder);
		for (final String name : SHARED)
			fiji.add("jars/" + name + ".jar", name);
		fiji.add("plugins/Other_Plugin.jar", "other");
		fiji.java("21.0.7");
		return fiji;
	}

	Path folder() {
		return folder;
	}

	/** The Java that comes with it. */
	void java(final String version) throws IOException {
		add("java/linux64/jdk/release", "IMPLEMENTOR=\"Someone\"\nJAVA_VERSION=\"" + version + "\"\n");
	}

	Path add(final String file, final String text) throws IOException {
		final Path path = folder.resolve(file);
		Files.createDirectories(path.getParent());
		return Files.writeString(path, text);
	}

	/** All files, by their paths in the folder, with their sizes and times. */
	Map<String, String> files() throws IOException {
		final Map<String, String> files = new TreeMap<>();
		try (Stream<Path> all = Files.walk(folder)) {
			for (final Path file : all.filter(Files::isRegularFile).toList())
				files.put(folder.relativize(file).toString(),
					Files.size(file) + " " + Files.getLastModifiedTime(file));
		}
		return files;
	}
}
