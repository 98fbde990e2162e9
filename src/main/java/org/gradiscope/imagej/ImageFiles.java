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

import ij.IJ;
import ij.ImagePlus;
import ij.io.FileSaver;
import ij.io.Opener;
import ij.process.ImageProcessor;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;

import javax.imageio.ImageIO;

/** Image files, by ImageJ; quietly. */
public final class ImageFiles {

	private static final Set<Integer> IMAGES = Set.of(Opener.TIFF, Opener.DICOM, Opener.FITS,
		Opener.PGM, Opener.JPEG, Opener.GIF, Opener.BMP, Opener.PNG, Opener.TIFF_AND_DICOM,
		Opener.ZIP);

	private ImageFiles() {}

	/** Whether a file begins, or is named, like an image. */
	public static boolean isImage(final Path file) {
		return IMAGES.contains(new Opener().getFileType(file.toAbsolutePath().toString()));
	}

	/** @throws IOException if the file cannot be read as an image */
	public static ImagePlus open(final Path file) throws IOException {
		if (!Files.isReadable(file)) throw new IOException("The file " + file + " cannot be read.");
		final ImagePlus image = isImage(file) ? quietly(file) : null;
		if (image == null || image.getWidth() == 0) throw new IOException("The file " + file +
			" is not an image that ImageJ reads: TIFF, PNG, JPEG, GIF, BMP, DICOM, FITS or PGM.");
		return image;
	}

	/** ImageJ prints what it cannot open. */
	private static synchronized ImagePlus quietly(final Path file) {
		final PrintStream before = System.out;
		System.setOut(new PrintStream(OutputStream.nullOutputStream()));
		try {
			IJ.redirectErrorMessages();
			final Opener opener = new Opener();
			opener.setSilentMode(true);
			return opener.openImage(file.toAbsolutePath().toString());
		}
		catch (final RuntimeException e) {
			return null;
		}
		finally {
			IJ.redirectErrorMessages(false);
			System.setOut(before);
		}
	}

	/**
	 * The content of a file.
	 *
	 * @param extension {@code tif} or {@code tiff} for all that there is; {@code png}, {@code jpg} or
	 *          {@code jpeg} for the slice that is shown as it is shown
	 */
	public static byte[] bytes(final ImagePlus image, final String extension) throws IOException {
		if (extension.startsWith("tif")) return new FileSaver(image).serialize();
		final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		final String format = extension.equals("png") ? "png" : "jpg";
		if (!ImageIO.write(rendered(image), format, bytes)) throw new IOException(
			"This Java cannot write " + format + " files; write a .tif.");
		return bytes.toByteArray();
	}

	/** With the display range, the colour table and the overlay applied. */
	private static BufferedImage rendered(final ImagePlus image) {
		if (image.getOverlay() != null) return image.flatten().getProcessor().convertToRGB()
			.getBufferedImage();
		final ImageProcessor shown = image.getProcessor();
		final boolean grey = shown.getBitDepth() != 24 && shown.isGrayscale() && !shown.isInvertedLut();
		return (grey ? shown.convertToByte(true) : shown.convertToRGB()).getBufferedImage();
	}
}
