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

import java.io.IOException;
import java.io.UncheckedIOException;

import org.gradiscope.imagej.file.ImageFileReader;
import org.gradiscope.imagej.file.TiffWriter;

/** What is left of an image once it is saved and opened again, without any file. */
public final class SavedCopy {

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
