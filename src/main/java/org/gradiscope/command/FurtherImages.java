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

package org.gradiscope.command;

import ij.ImagePlus;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

import org.gradiscope.engine.Cancellation;
import org.gradiscope.imagej.ImagePaths;
import org.gradiscope.imagej.ImageSearchResult;
import org.gradiscope.imagej.Region;
import org.gradiscope.imagej.SavedSlice;
import org.gradiscope.imagej.ShownImage;
import org.gradiscope.imagej.file.ImageFileReader;
import org.gradiscope.tensor.Pixels;

/** Images of a folder that are taken with those of an open image, each of its size and range. */
final class FurtherImages {

	private final OpenNetwork network;
	private final Consumer<String> warn;
	private int failures;

	/**
	 * @param network that sees them
	 * @param warn told of what cannot be read and what is converted, a line each
	 */
	FurtherImages(final OpenNetwork network, final Consumer<String> warn) {
		this.network = network;
		this.warn = warn;
	}

	/** How many files could not be read. */
	int failures() {
		return failures;
	}

	/**
	 * The picture that each file opens at.
	 *
	 * @param folder a folder, or a folder and a glob for names
	 * @param like what the network sees of the open image
	 * @throws IllegalArgumentException if there is none, or one is of another size, type or range
	 */
	List<SavedSlice> read(final String folder, final Pixels like, final Cancellation canceled) {
		final List<SavedSlice> further = new ArrayList<>();
		try {
			final ImageSearchResult found = ImagePaths.search(folder);
			final List<Path> readable = found.readable(warn).images();
			failures = found.images().size() - readable.size();
			for (final Path file : readable) {
				canceled.check();
				further.add(checked(slice(file), file, like));
			}
		}
		catch (final IOException e) {
			throw new IllegalArgumentException(
				e.getMessage() + " The key 'others' is a folder of images.", e);
		}
		return further;
	}

	private SavedSlice slice(final Path file) throws IOException {
		final ImagePlus image = ImageFileReader.open(file);
		final ShownImage shown = NetworkCommand.shown(network, image);
		return of(network, shown, shown.item(shown.current()), Region.whole(image));
	}

	private static SavedSlice checked(final SavedSlice slice, final Path file, final Pixels like) {
		final Pixels pixels = slice.clean();
		if (pixels.shape().equals(like.shape()) && pixels.range().equals(like.range())) return slice;
		throw new IllegalArgumentException(
			"The images of the folder have to be as what the network " + "sees, [1, h, w, c] = " +
				like.shape() + " in " + like.range() + ", but " + file.getFileName() + " is " +
				pixels.shape() + " in " + pixels.range() + "; resize or convert it.");
	}

	/** A slice that may be saved and seen again. */
	static SavedSlice of(final OpenNetwork network, final ShownImage image, final int slice,
		final Region seen) {
		return new SavedSlice(image, slice, seen, file -> NetworkCommand.shown(network, file));
	}
}
