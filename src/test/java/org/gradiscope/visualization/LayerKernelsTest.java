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

package org.gradiscope.visualization;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.gradiscope.engine.Kernel;
import org.gradiscope.engine.Network;
import org.gradiscope.model.Channels;
import org.gradiscope.tensor.Shape;
import org.gradiscope.tensor.Tensor;
import org.gradiscope.testing.Micropatterns;
import org.junit.jupiter.api.Test;

/** What is shown of kernels, by numbers that are known. */
class LayerKernelsTest {

	/** 1x2, three inputs, two outputs; weights of output 0 are 3 4 0 and 0 -5 12. */
	private static final Kernel KNOWN = new Kernel("known",
		Tensor.of(Shape.of(1, 2, 3, 2), 3, 0, 4, 0, 0, 0, 0, 0, -5, 0, 12, -1), false, true);
	private static final Network NETWORK = Micropatterns.network();

	@Test
	void contentsAreWhatTheirFormulasSay() {
		assertArrayEquals(new float[] { 5, 13 }, new KernelContent.ChannelNorm().of(KNOWN, 0).data());
		assertArrayEquals(new float[] { 4, -5 }, new KernelContent.InputChannel(1).of(KNOWN, 0).data());
		assertArrayEquals(new float[] { 3, 4, 0, 0, -5, 12 },
			new KernelContent.Colour(Channels.RGB).of(KNOWN, 0).data());
		assertArrayEquals(new float[] { 0, 4, 3, 12, -5, 0 },
			new KernelContent.Colour(Channels.BGR).of(KNOWN, 0).data());
	}

	@Test
	void scalesAreThoseOfTheLayerOrOfOne() {
		final LayerKernels norms = new LayerKernels(KNOWN, new KernelContent.ChannelNorm());
		final LayerKernels second = new LayerKernels(KNOWN, new KernelContent.InputChannel(1));
		assertEquals(13, norms.largest());
		assertEquals(12, second.largest());
		assertEquals(5, second.largest(0));
		assertEquals(1, second.largest(1));
		assertEquals(Math.sqrt(9 + 16 + 25 + 144), norms.norm(0), 1e-6);
		assertEquals(1, norms.norm(1), 1e-6);
	}

	@Test
	void autoIsTheFirstConvolutionInColourAndDeeperOnesByNorm() {
		final LayerKernels first = LayerKernels.of(NETWORK, "auto", "auto");
		assertEquals("conv1", first.kernel().layer());
		assertEquals("colour", first.content().toString());
		assertEquals(Shape.of(1, 5, 5, 3), first.picture(0).shape());
		assertEquals("norm", LayerKernels.of(NETWORK, "conv3", "auto").content().toString());
		assertEquals("conv2", LayerKernels.of(NETWORK, "1", "7").kernel().layer());
		assertEquals("input 7", LayerKernels.of(NETWORK, "*2", "7").content().toString());
	}

	private static String error(final String layer, final String content) {
		return assertThrows(IllegalArgumentException.class,
			() -> LayerKernels.of(NETWORK, layer, content)).getMessage();
	}

	@Test
	void whatCannotBeShownIsRefused() {
		assertEquals(
			"There is no layer 'conv9' in micropatterns; the layers are conv1, conv2, conv3, " +
				"conv4, conv5, conv6, conv7.",
			error("conv9", "auto"));
		assertEquals("Several layers with kernels match 'conv*': conv1, conv2, conv3, conv4, conv5, " +
			"conv6, conv7; name one.", error("conv*", "auto"));
		assertEquals(
			"Kernels are shown in colour where they see a colour image, but those of 'conv2' " +
				"see 16 channels of another layer; take norm, or the index of a channel.",
			error("conv2", "colour"));
		assertEquals(
			"What is shown of the kernels of 'conv2' is auto, colour, norm or an input channel " +
				"from 0 to 15, but '16' was given.",
			error("conv2", "16"));
	}
}
