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

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.IJ;
import ij.ImagePlus;
import ij.VirtualStack;
import ij.gui.OvalRoi;
import ij.gui.Overlay;
import ij.gui.Roi;
import ij.io.FileSaver;
import ij.process.ByteProcessor;
import ij.process.ImageProcessor;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import org.gradiscope.testing.SampleImages;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is written comes back with all that ImageJ keeps, from small and big files alike. */
class TiffWriterTest {

	@TempDir
	private Path folder;

	static Stream<String> kinds() {
		return SampleImages.KINDS.stream();
	}

	/** With all that a file can keep. */
	private static ImagePlus sample(final String kind) {
		final ImagePlus image = SampleImages.of(kind);
		final Overlay overlay = new Overlay(new OvalRoi(2, 1, 5, 6));
		overlay.get(0).setPosition(Math.min(2, image.getStackSize()));
		image.setOverlay(overlay);
		image.setRoi(new Roi(3, 2, 7, 8));
		image.setProperty("Info", "made for a test\nin two lines");
		image.setProp("key", "value");
		return image;
	}

	@ParameterizedTest
	@MethodSource("kinds")
	void filesAreThoseOfImageJ(final String kind) throws IOException {
		final ImagePlus image = sample(kind);
		final Path file = folder.resolve("a.tif");
		image.setProp("key", null);
		TiffWriter.write(image, file);
		assertArrayEquals(new FileSaver(image).serialize(), Files.readAllBytes(file));
		image.setProp("key", "value");
		TiffWriter.write(image, file);
		assertSame(IJ.openImage(file.toString()), ImageFileReader.open(file));
	}

	/** The way of all files that ImageJ cannot be trusted with. */
	@ParameterizedTest
	@MethodSource("kinds")
	void whatImageJKeepsIsReadOfAnyFile(final String kind) throws IOException {
		final Path file = folder.resolve("a.tif");
		TiffWriter.write(sample(kind), file);
		try (FileBytes bytes = FileBytes.of(file)) {
			assertSame(IJ.openImage(file.toString()),
				TiffReader.open(bytes, "a.tif", new ConversionNotes()));
		}
	}

	@ParameterizedTest
	@MethodSource("kinds")
	void bigFilesKeepTheSame(final String kind) throws IOException {
		final ImagePlus image = sample(kind);
		final Path plain = folder.resolve("a.tif");
		final Path big = folder.resolve("b.tif");
		TiffWriter.write(image, plain);
		try (OutputStream out = Files.newOutputStream(big)) {
			BigTiffWriter.write(image, TiffWriter.described(image), out);
		}
		assertTrue(isBig(big));
		assertSame(IJ.openImage(plain.toString()), ImageFileReader.open(big));
	}

	private static boolean isBig(final Path file) throws IOException {
		try (InputStream in = Files.newInputStream(file)) {
			final byte[] start = in.readNBytes(4);
			return start[2] + start[3] == 43;
		}
	}

	private static void assertSame(final ImagePlus wanted, final ImagePlus found) {
		assertEquals(wanted.getBitDepth(), found.getBitDepth());
		assertEquals(wanted.getType(), found.getType());
		assertArrayEquals(wanted.getDimensions(), found.getDimensions());
		assertEquals(wanted.isComposite(), found.isComposite());
		assertEquals(wanted.isHyperStack(), found.isHyperStack());
		for (int slice = 1; slice <= wanted.getStackSize(); slice++) {
			if (wanted.getStackSize() > 1)
				assertEquals(wanted.getStack().getSliceLabel(slice), found.getStack().getSliceLabel(slice));
			final ImageProcessor pixels = wanted.getStack().getProcessor(slice);
			for (int i = 0; i < pixels.getPixelCount(); i++)
				assertEquals(pixels.getf(i), found.getStack().getProcessor(slice).getf(i));
		}
		for (int channel = 1; channel <= wanted.getNChannels(); channel++) {
			wanted.setPosition(channel, 1, 1);
			found.setPosition(channel, 1, 1);
			assertEquals(wanted.getDisplayRangeMin(), found.getDisplayRangeMin());
			assertEquals(wanted.getDisplayRangeMax(), found.getDisplayRangeMax());
			if (wanted.getBitDepth() < 24 || wanted.getBitDepth() == 32)
				assertArrayEquals(wanted.getProcessor().getLut().getBytes(),
					found.getProcessor().getLut().getBytes());
		}
		assertEquals(wanted.getCalibration().toString(), found.getCalibration().toString());
		assertEquals(wanted.getInfoProperty(), found.getInfoProperty());
		assertEquals("value", found.getProp("key"));
		assertEquals(wanted.getRoi().toString(), found.getRoi().toString());
		assertEquals(wanted.getOverlay().size(), found.getOverlay().size());
		assertEquals(wanted.getOverlay().get(0).toString(), found.getOverlay().get(0).toString());
		assertEquals(wanted.getOverlay().get(0).getPosition(), found.getOverlay().get(0).getPosition());
	}

	/** Slices that are made as they are asked for, of 64 MB each. */
	private static final class Made extends VirtualStack {

		private static final int SIDE = 8192;
		private final int slices;

		private Made(final int slices) {
			super(SIDE, SIDE);
			this.slices = slices;
		}

		@Override
		public int getSize() {
			return slices;
		}

		@Override
		public int size() {
			return slices;
		}

		@Override
		public String getSliceLabel(final int slice) {
			return "slice " + slice;
		}

		@Override
		public ImageProcessor getProcessor(final int slice) {
			final byte[] pixels = new byte[SIDE * SIDE];
			java.util.Arrays.fill(pixels, (byte) slice);
			pixels[0] = (byte) (slice + 100);
			return new ByteProcessor(SIDE, SIDE, pixels);
		}

		@Override
		public int getBitDepth() {
			return 8;
		}
	}

	/** 2.2 GB and 4.4 GB, of which only a slice at a time is in memory. */
	@Test
	@Tag("long")
	void stacksBeyondTwoAndFourGigabytes() throws IOException {
		for (final int slices : new int[] { 33, 66 }) {
			final Path file = folder.resolve(slices + ".tif");
			TiffWriter.write(new ImagePlus("large", new Made(slices)), file);
			assertTrue(Files.size(file) > (long) slices << 26);
			try (FileBytes bytes = FileBytes.of(file)) {
				final List<TiffDirectory> all = TiffDirectory.all(bytes);
				assertEquals(slices, all.size());
				assertEquals(slices > 64, isBig(file));
				for (int n = 0; n < slices; n++) {
					final TiffPage page = TiffPage.of(bytes, all.get(n));
					final ByteBuffer first = bytes.read(page.offsets()[0], 2, "pixels");
					assertEquals((byte) (n + 101), first.get());
					assertEquals((byte) (n + 1), first.get());
				}
			}
			Files.delete(file);
		}
	}
}
