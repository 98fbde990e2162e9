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

import ij.ImagePlus;
import ij.WindowManager;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.function.Function;

import org.gradiscope.imagej.file.ImageFileReader;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Tensor;
import org.gradiscope.tensor.ValueRange;

/** A second image of a command, which users name in words. */
public final class ImageLookup {

	private ImageLookup() {}

	/**
	 * @param text the title or ID of an open image, or the path of one
	 * @param say told what is converted or left out of a file, a line each
	 * @throws IllegalArgumentException if there is none
	 * @throws UncheckedIOException if the file cannot be read as an image
	 */
	public static ImagePlus find(final String text, final Consumer<String> say) {
		final ImagePlus there = open(text);
		if (there != null) return there;
		if (isFile(text)) return open(Path.of(text), say);
		throw new IllegalArgumentException("There is no image '" + text +
			"': give the title or ID of one that is open, or the path of a file that ImageJ reads.");
	}

	/** Whether there is such an image, open or as a file. */
	public static boolean exists(final String text) {
		return open(text) != null || isFile(text);
	}

	/** What to call such an image: its title, or the name of its file. */
	public static String name(final String text) {
		final ImagePlus there = open(text);
		return there != null ? there.getTitle()
			: isFile(text) ? Path.of(text).getFileName().toString() : text;
	}

	/** The open image of that title or ID; null if there is none. */
	private static ImagePlus open(final String text) {
		final ImagePlus titled = WindowManager.getImage(text);
		return titled != null || !text.matches("-\\d{1,9}") ? titled
			: WindowManager.getImage(Integer.parseInt(text));
	}

	private static boolean isFile(final String text) {
		return !text.isBlank() && text.indexOf('\0') < 0 && Files.isRegularFile(Path.of(text));
	}

	private static ImagePlus open(final Path file, final Consumer<String> say) {
		try {
			final ImagePlus image = ImageFileReader.open(file);
			ImageFileReader.notes(image, file).forEach(say);
			return image;
		}
		catch (final IOException e) {
			throw new UncheckedIOException(e.getMessage(), e);
		}
	}

	/** A picture in another range: black stays black, and white white. */
	public static Tensor levels(final Pixels picture, final ValueRange range) {
		final Tensor levels = picture.values();
		final ValueRange own = picture.range();
		if (own.equals(range)) return levels;
		for (int i = 0; i < levels.size(); i++)
			levels.data()[i] =
				range.clamp(range.min() + (levels.data()[i] - own.min()) / own.extent() * range.extent());
		return levels;
	}

	/** The picture on the screen of such an image, at its own size, {@code [1, h, w, c]}. */
	public static Pixels pixels(final String text, final Consumer<String> say) {
		return ImagePixels.read(find(text, say));
	}

	/**
	 * The picture on the screen of such an image, within a region, in the levels of the first image: as black
	 * or white in its display range as it is in its own.
	 *
	 * @param like the pixels of the first image in that region
	 * @param seen how an image is seen
	 * @throws IllegalArgumentException if it is of another size or type
	 */
	public static Tensor pixels(final String text, final Region region, final Pixels like,
		final Function<ImagePlus, ShownImage> seen, final Consumer<String> say) {
		final ImagePlus image = find(text, say);
		region.checkSame(image);
		final ShownImage other = seen.apply(image);
		final Pixels pixels = other.read(other.item(other.current()), region);
		if (pixels.shape().equals(like.shape())) return levels(pixels, like.range());
		if (pixels.depth() != like.depth())
			throw new IllegalArgumentException("The image '" + text + "' has " + pixels.depth() +
				" slices, but the first one has " + like.depth() + "; give one of as many.");
		throw new IllegalArgumentException(
			"The image '" + text + "' has " + pixels.channels() + " channels, but the first one has " +
				like.channels() + "; make both RGB or both grey (Image > Type).");
	}
}
