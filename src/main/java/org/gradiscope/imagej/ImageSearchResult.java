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

package org.gradiscope.imagej;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;

import org.gradiscope.imagej.file.ImageFileReader;

/**
 * The images that a text means, and what else lies there.
 *
 * @param images in the order of their names
 * @param others files that are no images by their kind; none of those that are hidden
 * @param place what was searched, in words
 */
public record ImageSearchResult(List<Path> images, List<Path> others, String place) {

	private static final int LISTED = 5;

	/** Folders are no files. */
	static ImageSearchResult of(final List<Path> entries, final String place) {
		final List<Path> images = new ArrayList<>();
		final List<Path> others = new ArrayList<>();
		for (final Path entry : entries.stream().sorted().toList())
			if (ImageFileReader.isImage(entry)) images.add(entry);
			else if (!Files.isDirectory(entry)) others.add(entry);
		return new ImageSearchResult(images, others, place);
	}

	/** What is left out, in one line; none where nothing is. */
	public Optional<String> leftOut() {
		if (others.isEmpty()) return Optional.empty();
		final String names = others.stream().limit(LISTED)
			.map(file -> String.valueOf(file.getFileName())).collect(Collectors.joining(", "));
		return Optional.of("Of " + place + ", these files are not images and are left out: " + names +
			(others.size() > LISTED ? " and " + (others.size() - LISTED) + " more." : "."));
	}

	/**
	 * Those that can be read.
	 *
	 * @param say told what cannot, and what is converted or left out of the others, a line each
	 * @throws IOException if none can
	 */
	public ImageSearchResult readable(final Consumer<String> say) throws IOException {
		leftOut().ifPresent(say);
		final List<Path> readable = new ArrayList<>();
		IOException failure = null;
		for (final Path image : images)
			try {
				ImageFileReader.notes(ImageFileReader.open(image), image).forEach(say);
				readable.add(image);
			}
			catch (final IOException e) {
				if (images.size() == 1) throw e;
				say.accept(e.getMessage());
				failure = e;
			}
		if (readable.isEmpty()) throw new IOException(
			"None of the " + images.size() + " images of " + place + " can be read, as listed.", failure);
		return new ImageSearchResult(readable, others, place);
	}

	/** Whether the letters of this machine's locale can say a file's name. */
	public static boolean isNamed(final Path file) {
		try {
			return Path.of(file.toString()).equals(file);
		}
		catch (final InvalidPathException e) {
			return false;
		}
	}
}
