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

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.ImagePlus;
import ij.ImageStack;
import ij.gui.Roi;
import ij.io.FileSaver;
import ij.process.ByteProcessor;
import ij.process.FloatProcessor;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.gradiscope.attack.bound.Bound;
import org.gradiscope.attack.bound.Norm;
import org.gradiscope.attack.bound.PixelFormat;
import org.gradiscope.attack.robustness.LabelledImages;
import org.gradiscope.tensor.Shape;
import org.gradiscope.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageSetTest {

	@TempDir
	private Path folder;

	private static ImagePlus stack(final String... labels) {
		final ImageStack stack = new ImageStack(4, 3);
		for (int slice = 0; slice < labels.length; slice++)
			stack.addSlice(labels[slice], new ByteProcessor(4, 3, filled(10 * slice)));
		return new ImagePlus("cells.tif", stack);
	}

	private static byte[] filled(final int value) {
		final byte[] bytes = new byte[12];
		java.util.Arrays.fill(bytes, (byte) value);
		return bytes;
	}

	private void save(final ImagePlus image, final String name) throws IOException {
		final Path file = folder.resolve(name);
		Files.createDirectories(file.getParent());
		Files.write(file, new FileSaver(image).serialize());
	}

	@Test
	void slicesAreCalledByTheirLabelsOrNumbersAndByTheStack() {
		final ImageSet set = ImageSet.stack(ShownImage.of(stack("a.png\nwhat a file said", null, "b")),
			new int[] { 1, 2, 3 });
		assertEquals("cells", set.title());
		assertEquals(List.of(new LabelledImages.ImageName("a.png", "cells", List.of("a.png", "a", "1")),
			new LabelledImages.ImageName("slice 2", "cells", List.of("2", "cells")),
			new LabelledImages.ImageName("b", "cells", List.of("b", "b", "3"))), set.names());
	}

	@Test
	void whatIsSelectedIsRead() {
		final ImagePlus stack = stack("a", "b", "c");
		stack.setRoi(new Roi(1, 0, 2, 2));
		final ImageSet set = ImageSet.stack(ShownImage.of(stack), new int[] { 2, 3 });
		final LabelledImages.LabelledImage last = set.examples(new int[] { 7, 5 }).read(1).get(0);
		assertEquals(Shape.of(1, 2, 2, 1), last.image().shape());
		assertEquals(20, last.image().values().data()[3]);
		assertEquals(5, last.label());
		assertEquals(PixelFormat.UINT8, last.format());
		assertEquals(LabelledImages.LabelledImage.AS_PREDICTED, set.examples().read(0).get(0).label());
	}

	@Test
	void foldersInFoldersAreReadInOrderAndHiddenOnesAreNot() throws IOException {
		save(stack("x"), "nuclei/b.tif");
		save(stack("x", "y"), "nuclei/a.tif");
		save(stack("x"), "z.tif");
		save(stack("x"), ".hidden/c.tif");
		Files.writeString(folder.resolve("labels.csv"), "a,1");
		final ImageSet set = ImageSet.folder(folder.toString(), ShownImage::of);
		assertEquals(List.of(
			new LabelledImages.ImageName("a.tif", "nuclei", List.of("nuclei/a.tif", "a.tif", "a")),
			new LabelledImages.ImageName("b.tif", "nuclei", List.of("nuclei/b.tif", "b.tif", "b")),
			new LabelledImages.ImageName("z.tif", String.valueOf(folder.getFileName()),
				List.of("z.tif", "z.tif", "z"))),
			set.names());
		assertEquals(String.valueOf(folder.getFileName()), set.title());
		assertEquals(2, set.examples().read(0).size(), "slices of a stack");
		assertEquals(1, set.examples().read(1).size());
	}

	@Test
	void aGlobIsOfOneFolder() throws IOException {
		save(stack("x"), "nuclei/b.tif");
		save(stack("x"), "nuclei/a.png.tif");
		final ImageSet set = ImageSet.folder(folder + "/nuclei/*png*", ShownImage::of);
		assertEquals(List.of("a.png.tif"),
			set.names().stream().map(LabelledImages.ImageName::name).toList());
		assertEquals("nuclei", set.title());
		assertThrows(UncheckedIOException.class,
			() -> ImageSet.folder(folder + "/*.gif", ShownImage::of));
		assertThrows(UncheckedIOException.class,
			() -> ImageSet.folder(folder + "/none", ShownImage::of));
	}

	@Test
	void oneFileIsAStack() throws IOException {
		save(stack("x", "y"), "a.tif");
		assertEquals(List.of("x", "y"), ImageSet.folder(folder + "/a.tif", ShownImage::of).names()
			.stream().map(LabelledImages.ImageName::name).toList());
	}

	@Test
	void theRangeIsThereIfItIsOne() throws IOException {
		final ImagePlus other =
			new ImagePlus("f", new FloatProcessor(2, 2, new float[] { 0, 1, 2, 3 }));
		save(stack("x"), "a.tif");
		save(stack("x"), "b.tif");
		save(other, "c.tif");
		final ImageSet set = ImageSet.folder(folder.toString(), ShownImage::of);
		for (int part = 0; part < 2; part++)
			set.examples().read(part);
		assertEquals(255, set.range().orElseThrow().max());
		set.examples().read(2);
		assertTrue(set.range().isEmpty());
	}

	@Test
	void aPixelThatIsNoNumberIsToldWithItsFile() throws IOException {
		save(new ImagePlus("f", new FloatProcessor(2, 1, new float[] { 0, Float.NaN })), "nan.tif");
		final ImageSet set = ImageSet.folder(folder.toString(), ShownImage::of);
		final Exception e = assertThrows(IllegalArgumentException.class, () -> set.examples().read(0));
		assertTrue(
			e.getMessage().matches("The file .*nan.tif: Every pixel has to be a finite number, " +
				"but the one at x=1, y=0 is NaN.*"),
			e.getMessage());
	}

	@Test
	void wholeLevelsOfABatchAreRoundedWithinTheBoundImageByImage() {
		final Tensor clean = Tensor.of(Shape.of(2, 1, 2, 1), 10, 20, 30, 255);
		final Tensor moved = Tensor.of(Shape.of(2, 1, 2, 1), 11.4f, 18.5f, 31.5f, 253.5f);
		final Bound bound = new Bound(Norm.LINF, 1.5);
		assertArrayEquals(new float[] { 11, 19, 31, 254 },
			PixelFormat.UINT8.round(clean, moved, bound).data());
		// The second's changes, 2 and -1 when rounded, would be longer than its 2.13.
		assertArrayEquals(new float[] { 11, 19, 31, 254 },
			PixelFormat.UINT8.round(clean, moved, new Bound(Norm.L2, 2.13)).data());
		assertArrayEquals(new float[] { 11, 19, 32, 254 },
			PixelFormat.UINT8.round(clean, moved, new Bound(Norm.L2, 2.3)).data());
		assertEquals(moved, PixelFormat.FLOAT32.round(clean, moved, bound));
		assertTrue(PixelFormat.UINT8.canChange(new Bound(Norm.LINF, 1)));
		assertTrue(!PixelFormat.UINT8.canChange(new Bound(Norm.LINF, 0.9)));
		assertTrue(PixelFormat.FLOAT32.canChange(new Bound(Norm.LINF, 0.9)));
	}
}
