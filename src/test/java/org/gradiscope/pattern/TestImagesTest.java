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

package org.gradiscope.pattern;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.ImagePlus;
import ij.Prefs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The files in {@code test-images} are what the code draws. */
class TestImagesTest {

	private static final Path KEPT = Paths.get("test-images");

	@ParameterizedTest
	@ValueSource(strings = { "nuclei-8bit.tif", "filaments-16bit-calibrated.tif", "tissue-32bit.tif",
		"membranes-rgb.tif", "vesicles-zstack.tif", "two-patterns.tif" })
	void aFileIsDrawnAgainByteForByte(final String name, @TempDir final Path folder)
		throws IOException {
		assertArrayEquals(Files.readAllBytes(KEPT.resolve(name)),
			Files.readAllBytes(TestImages.write(name, folder)),
			() -> name + " differs: run scripts/draw-test-images");
	}

	@Test
	void theOrderOfBytesThatAUserHasChosenDoesNotMatter(@TempDir final Path folder)
		throws IOException {
		final boolean chosen = Prefs.intelByteOrder;
		Prefs.intelByteOrder = false;
		try {
			aFileIsDrawnAgainByteForByte("membranes-rgb.tif", folder);
			assertFalse(Prefs.intelByteOrder, "it stays as it was");
		}
		finally {
			Prefs.intelByteOrder = chosen;
		}
	}

	@Test
	void everyFileIsThereAndNoneElse() throws IOException {
		try (final Stream<Path> files = Files.list(KEPT)) {
			assertEquals(TestImages.all().keySet(), files.map(file -> file.getFileName().toString())
				.filter(name -> name.endsWith(".tif")).collect(Collectors.toSet()));
		}
	}

	@Test
	void theStackIsCalibratedLabelledAndSharpestInTheMiddle() {
		final ImagePlus stack = TestImages.all().get("vesicles-zstack.tif").get();
		assertEquals(5, stack.getNSlices());
		assertEquals(0.5, stack.getCalibration().pixelDepth);
		assertEquals("z=-1000 nm", stack.getStack().getSliceLabel(1));
		final double middle = stack.getStack().getProcessor(3).getStats().stdDev;
		assertTrue(middle > 1.2 * stack.getStack().getProcessor(2).getStats().stdDev);
	}

	@Test
	void theCameraImageHasAnOffsetAndADisplayRange() {
		final ImagePlus image = TestImages.all().get("filaments-16bit-calibrated.tif").get();
		assertEquals(16, image.getBitDepth());
		assertTrue(image.getStatistics().min >= 100);
		assertEquals(2200, image.getDisplayRangeMax());
		assertEquals(0.108, image.getCalibration().pixelWidth, 1e-9);
	}
}
