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

import java.util.List;

import org.gradiscope.model.Labels;
import org.gradiscope.model.Preprocessing;

/**
 * A plain fully convolutional classifier that is yet to be trained: blocks of convolutions (3x3 or as
 * given, SAME padding, each with a bias and a ReLU), the mean over all positions, and a dense layer to
 * the logits.
 *
 * @param preprocessing from the caller's pixels to the first convolution
 * @param convolutions in order
 * @param labels one per class
 */
public record Architecture(Preprocessing preprocessing, List<Convolution> convolutions,
	Labels labels) {

	/**
	 * One convolution with its ReLU.
	 *
	 * @param name the layer's name
	 * @param kernel the side of the square kernel, in positions, odd
	 * @param channels the number of output channels
	 * @param pool whether the mean of each 2x2 square is taken after the ReLU, halving both sides
	 */
	public record Convolution(String name, int kernel, int channels, boolean pool) {}
}
