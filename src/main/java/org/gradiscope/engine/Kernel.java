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

package org.gradiscope.engine;

import org.gradiscope.tensor.Shape;
import org.gradiscope.tensor.Tensor;

/**
 * The kernels of a convolution, as it applies them: a batch norm that was folded into them stays
 * folded, one that follows as an operation of its own is not in them.
 *
 * @param layer whose they are
 * @param weights {@code [kh, kw, in, out]}, whatever order of axes the graph has; of a depthwise
 *          convolution {@code in} is 1, since each output channel sees one channel alone
 * @param depthwise whether each output channel sees one input channel: {@code o} sees
 *          {@code o / (out / channels)}, of as many {@code channels} as the layer takes
 * @param ofImage whether the input channels are those of the image as the network takes it, only
 *          scaled, shifted, resized or padded before
 */
public record Kernel(String layer, Tensor weights, boolean depthwise, boolean ofImage) {

	/** @throws IllegalArgumentException if the weights have not four axes */
	public Kernel {
		if (weights.shape().rank() != 4) throw new IllegalArgumentException(
			"Kernels have the shape " + "[kh, kw, in, out], but " + weights.shape() + " was given.");
	}

	/** In positions of the layer's input. */
	public int height() {
		return weights.shape().dimension(0);
	}

	/** In positions of the layer's input. */
	public int width() {
		return weights.shape().dimension(1);
	}

	/** The number of channels that each kernel sees. */
	public int inputs() {
		return weights.shape().dimension(2);
	}

	/** The number of kernels. */
	public int outputs() {
		return weights.shape().dimension(3);
	}

	/**
	 * One kernel as a picture.
	 *
	 * @return {@code [1, kh, kw, in]}
	 */
	public Tensor of(final int output) {
		final Tensor one = Tensor.zeros(Shape.of(1, height(), width(), inputs()));
		for (int i = 0; i < one.size(); i++)
			one.data()[i] = weights.data()[i * outputs() + output];
		return one;
	}
}
