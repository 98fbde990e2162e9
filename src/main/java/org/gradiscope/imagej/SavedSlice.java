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
import ij.ImageStack;
import ij.process.ImageProcessor;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.function.Function;

import org.gradiscope.attack.AttackedImage;
import org.gradiscope.imagej.file.ImageFileReader;
import org.gradiscope.imagej.file.TiffWriter;
import org.gradiscope.tensor.Pixels;

/**
 * A part of a slice that is perturbed, saved with the whole slice and opened again.
 *
 * @param input the stack
 * @param slice which of its pictures, from 1
 * @param seen what the network sees of it
 * @param sight how the network sees a file
 */
public record SavedSlice(ShownImage input, int slice, Region seen,
	Function<ImagePlus, ShownImage> sight) implements AttackedImage.FileRoundTrip {

	/** What the network sees. */
	public Pixels clean() {
		return input.read(slice, seen);
	}

	/** The whole slice with a result in it, in the image's own type; of a volume all its planes. */
	public List<ImageProcessor> with(final Pixels perturbed) {
		return input.planesWith(slice, seen, perturbed.values());
	}

	@Override
	public Pixels lossless(final Pixels perturbed) {
		return seenAgain(SavedCopy.tiff(image(perturbed)));
	}

	@Override
	public Pixels displayed(final Pixels perturbed) {
		// A PNG file has no such channels, so nothing of the change is in it.
		return input.isByChannel() ? clean() : seenAgain(SavedCopy.pngs(image(perturbed)));
	}

	/** A PNG file keeps no values of 16 and 32 bits. */
	@Override
	public boolean keepsDisplayed() {
		return !input.isByChannel() &&
			(input.type() == PixelType.GREY_8 || input.type() == PixelType.RGB);
	}

	private ImagePlus image(final Pixels perturbed) {
		final StackPlanes planes = new StackPlanes(input, new int[] { slice });
		final ImagePlus image = ResultImage.like(planes.image(), planes.pictures(), with(perturbed),
			input.image().getTitle());
		image.setOverlay(null);
		return image;
	}

	private Pixels seenAgain(final ImagePlus file) {
		return sight.apply(file).read(1, seen);
	}

	/** What is left of an image once it is saved and opened again, without any file. */
	public static final class SavedCopy {

		private SavedCopy() {}

		/** As a TIFF file keeps it. */
		public static ImagePlus tiff(final ImagePlus image) {
			return reloaded(image, TiffWriter::bytes);
		}

		/**
		 * As a PNG file keeps it, which is the picture on the screen in 256 levels: the values of 8 bits and RGB;
		 * of 16 and 32 bits an 8-bit picture of what the display range shows.
		 */
		public static ImagePlus png(final ImagePlus image) {
			return reloaded(image, given -> ImageFiles.bytes(given, "png"));
		}

		/** The same of each slice. */
		static ImagePlus pngs(final ImagePlus image) {
			if (image.getStackSize() == 1) return png(image);
			final ImageStack stack = new ImageStack(image.getWidth(), image.getHeight());
			for (int slice = 1; slice <= image.getStackSize(); slice++) {
				image.setSlice(slice);
				stack.addSlice(png(image).getProcessor());
			}
			return new ImagePlus(image.getTitle(), stack);
		}

		/** The content of a file. */
		@FunctionalInterface
		private interface Saver {

			byte[] content(ImagePlus image) throws IOException;
		}

		private static ImagePlus reloaded(final ImagePlus image, final Saver saver) {
			try {
				return ImageFileReader.open(saver.content(image), image.getTitle());
			}
			catch (final IOException e) {
				throw new UncheckedIOException(
					"The result cannot be judged as it would be saved: " + e.getMessage() + ".", e);
			}
		}
	}
}
