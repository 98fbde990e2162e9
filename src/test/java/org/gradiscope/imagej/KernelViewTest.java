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

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.ImagePlus;
import ij.gui.TextRoi;

import org.gradiscope.engine.Kernel;
import org.gradiscope.model.Channels;
import org.gradiscope.tensor.Shape;
import org.gradiscope.tensor.Tensor;
import org.gradiscope.visualization.KernelContent;
import org.gradiscope.visualization.LayerKernels;
import org.junit.jupiter.api.Test;

/** Kernels whose pixels can be told in advance. */
class KernelViewTest {

	/** 1x2, three inputs, two outputs. */
	private static final Kernel KNOWN = new Kernel("known",
		Tensor.of(Shape.of(1, 2, 3, 2), 3, 0, 4, 0, 0, 0, 0, 0, -5, 0, 10, -1), false, true);
	private static final LayerKernels COLOUR =
		new LayerKernels(KNOWN, new KernelContent.Colour(Channels.RGB));
	private static final LayerKernels SECOND =
		new LayerKernels(KNOWN, new KernelContent.InputChannel(1));

	@Test
	void aStackHasTheWeightsThemselves() {
		final ImagePlus stack = KernelView.STACK.render(SECOND, 3, false, "stack");
		assertEquals(2, stack.getStackSize());
		assertEquals(6, stack.getWidth());
		assertEquals(3, stack.getHeight());
		assertEquals("channel 0, norm 12.2", stack.getStack().getSliceLabel(1));
		for (int y = 0; y < 3; y++)
			for (int x = 0; x < 6; x++)
				assertEquals(x < 3 ? 4 : -5, stack.getStack().getProcessor(1).getf(x, y));
		assertEquals(-10, stack.getDisplayRangeMin());
		assertEquals(10, stack.getDisplayRangeMax());
		assertFalse(stack.getCalibration().scaled());
		final int zero = stack.getLuts()[0].getRGB(127);
		assertTrue((zero >> 16 & 0xff) > 230 && (zero >> 8 & 0xff) > 230 && (zero & 0xff) > 230);
	}

	@Test
	void coloursAreAroundMiddleGrey() {
		final ImagePlus stack = KernelView.STACK.render(COLOUR, 1, false, "stack");
		assertEquals(0xff000000 | 166 << 16 | 179 << 8 | 128,
			stack.getStack().getProcessor(1).get(0, 0));
		assertEquals(0xff000000 | 128 << 16 | 65 << 8 | 255,
			stack.getStack().getProcessor(1).get(1, 0));
		assertEquals(0xff808080, stack.getStack().getProcessor(2).get(0, 0));
	}

	@Test
	void eachKernelCanHaveAScaleOfItsOwn() {
		final ImagePlus stack = KernelView.STACK.render(COLOUR, 1, true, "stack");
		assertEquals(1, stack.getStack().getProcessor(2).get(1, 0) & 0xff);
		final ImagePlus second = KernelView.STACK.render(SECOND, 1, true, "stack");
		assertEquals(.8f, second.getStack().getProcessor(1).getf(0, 0));
		assertEquals(-1, second.getStack().getProcessor(1).getf(1, 0));
		assertEquals(1, second.getDisplayRangeMax());
	}

	@Test
	void aMontageKeepsValuesAndIsCaptioned() {
		final ImagePlus montage = KernelView.MONTAGE.render(SECOND, 0, false, "montage");
		assertEquals(32, montage.getBitDepth());
		assertEquals(1, montage.getStackSize());
		// Two weights are 64 pixels wide.
		assertEquals(4, montage.getProcessor().getf(8, 8));
		assertEquals(4, montage.getProcessor().getf(8 + 31, 8 + 31));
		assertEquals(-5, montage.getProcessor().getf(8 + 32, 8));
		assertEquals(0, montage.getProcessor().getf(8 + 64, 8));
		final TextRoi caption = (TextRoi) montage.getOverlay().get(1);
		assertEquals("channel 0\nnorm 12.2", caption.getText().trim());
	}

	@Test
	void tooLargeIsRefused() {
		final Exception e = assertThrows(IllegalArgumentException.class,
			() -> KernelView.STACK.render(SECOND, 100000, false, "stack"));
		assertEquals(
			"Kernels of 2x1 enlarged by 100000 make more than 268435456 pixels; take a smaller " +
				"'enlarge'.",
			e.getMessage());
	}
}
