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

package org.gradiscope.imagej.file;

import ij.ImagePlus;
import ij.gui.Plot;
import ij.io.FileInfo;
import ij.io.FileSaver;
import ij.io.ImageWriter;
import ij.io.RoiEncoder;
import ij.io.TiffEncoder;

import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Writes TIFF files slice by slice, with all that ImageJ keeps: as ImageJ does up to 4 GB, as BigTIFF
 * beyond.
 */
public final class TiffWriter {

	/** Where places in a file need more than 32 bits. */
	private static final long MOST = 0xFFFFFFFFL;
	/** Of what is not pixels, of each slice. */
	private static final int DIRECTORY = 1024;

	private TiffWriter() {}

	/** Writes an image. */
	public static void write(final ImagePlus image, final Path file) throws IOException {
		final FileInfo info = image.getFileInfo();
		final long pixels =
			(long) image.getWidth() * image.getHeight() * info.getBytesPerPixel() * image.getStackSize();
		final long labels =
			image.getStack().getSliceLabels() == null ? 0 : image.getStackSize() * 1024L;
		final boolean big = pixels + image.getStackSize() * (long) DIRECTORY + labels > MOST;
		try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16)) {
			if (big) BigTiffWriter.write(image, described(image), out);
			else new TiffEncoder(described(image)).write(out);
		}
	}

	/** The same, of an image that fits twice into memory. */
	public static byte[] bytes(final ImagePlus image) throws IOException {
		final ByteArrayOutputStream out = new ByteArrayOutputStream();
		new TiffEncoder(described(image)).write(out);
		return out.toByteArray();
	}

	/** All that ImageJ writes of an image beside its pixels. */
	static FileInfo described(final ImagePlus image) {
		final FileInfo info = image.getFileInfo();
		final FileSaver saver = new FileSaver(image);
		info.nImages = image.getStackSize();
		info.info = image.getInfoProperty();
		info.description =
			saver.getDescriptionString().replace("\0", "") + "name=" + image.getTitle() + "\n\0";
		info.sliceLabels = image.getStack().getSliceLabels();
		info.properties = image.getPropertiesAsArray();
		info.roi = RoiEncoder.saveAsByteArray(image.getRoi());
		info.overlay = FileSaver.getOverlay(image);
		if (image.getProperty(Plot.PROPERTY_KEY) instanceof final Plot plot)
			info.plot = plot.toByteArray();
		if (image.isComposite()) saver.saveDisplayRangesAndLuts(image, info);
		if (image.getStack().isVirtual()) info.virtualStack = (ij.VirtualStack) image.getStack();
		return info;
	}

	/** The pixels of one slice. */
	static void writeSlice(final ImagePlus image, final FileInfo info, final int slice,
		final boolean little, final OutputStream out) throws IOException {
		final FileInfo one = (FileInfo) info.clone();
		one.nImages = 1;
		one.virtualStack = null;
		one.intelByteOrder = little;
		one.pixels = image.getStack().getProcessor(slice).getPixels();
		new ImageWriter(one).write(out);
	}
}
