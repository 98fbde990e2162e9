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
import ij.process.ByteProcessor;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import javax.imageio.ImageIO;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

import org.gradiscope.imagej.file.TiffWriter;

/** Image files, in and out; quietly. */
public final class ImageFiles {

	private ImageFiles() {}

	/**
	 * Writes a file, of whatever size.
	 *
	 * @param extension {@code tif} or {@code tiff} for all that there is; {@code png}, {@code jpg} or
	 *          {@code jpeg} for the slice that is shown as it is shown
	 */
	public static void write(final ImagePlus image, final String extension, final Path file)
		throws IOException {
		if (extension.startsWith("tif")) TiffWriter.write(image, file);
		else Files.write(file, bytes(image, extension));
	}

	/**
	 * The content of a file of the slice that is shown as it is shown.
	 *
	 * @param extension {@code png}, {@code jpg} or {@code jpeg}
	 */
	public static byte[] bytes(final ImagePlus image, final String extension) throws IOException {
		if (!extension.equals("png")) return bytes(rendered(image), "jpg");
		return bytes(image.getProperty(PatchImage.ALPHA) instanceof final ByteProcessor opaque
			? transparent(rendered(image), opaque) : rendered(image), "png");
	}

	/** Not through a temporary file, as Java does by itself. */
	static byte[] bytes(final BufferedImage picture, final String format) throws IOException {
		final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		try (ImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
			if (!ImageIO.write(picture, format, out))
				throw new IOException("This Java cannot write " + format + " files; write a .tif.");
		}
		return bytes.toByteArray();
	}

	private static BufferedImage transparent(final BufferedImage picture,
		final ByteProcessor opaque) {
		final BufferedImage cut =
			new BufferedImage(picture.getWidth(), picture.getHeight(), BufferedImage.TYPE_INT_ARGB);
		for (int y = 0; y < cut.getHeight(); y++)
			for (int x = 0; x < cut.getWidth(); x++)
				cut.setRGB(x, y, picture.getRGB(x, y) & 0xffffff | opaque.get(x, y) << 24);
		return cut;
	}

	/** With the display range, the colour table and the overlay applied. */
	private static BufferedImage rendered(final ImagePlus image) {
		if (image.getOverlay() != null)
			return image.flatten().getProcessor().convertToRGB().getBufferedImage();
		return ShownImage.of(image).displayed().getBufferedImage();
	}
}
