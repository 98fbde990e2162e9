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

package org.gradiscope.attack.surface;

import java.util.List;

import org.gradiscope.attack.target.Criterion;
import org.gradiscope.attack.target.Loss;
import org.gradiscope.attack.target.NetworkTargetModel;
import org.gradiscope.engine.Network;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Tensor;

/**
 * The gradient of the cross-entropy of one class.
 *
 * @param values of the image's shape, 0 where nothing may change
 * @param signs of the values
 * @param flat the share of values that may change where it is 0
 */
record LossGradient(Tensor values, Tensor signs, double flat) {

	/** @param image {@code [1, h, w, c]} */
	static LossGradient of(final Network network, final Pixels image, final int target,
		final SignDirections within) {
		final Tensor gradient =
			new NetworkTargetModel(network, List.of(new Criterion.Misclassification(target)))
				.lossAndGradient(image, Loss.CROSS_ENTROPY).gradient().copy();
		for (int i = 0; i < gradient.size(); i++)
			if (!within.mayChange(i)) gradient.data()[i] = 0;
		final Tensor signs = within.of(gradient);
		return new LossGradient(gradient, signs, flat(signs, within));
	}

	private static double flat(final Tensor signs, final SignDirections within) {
		int changeable = 0;
		int flat = 0;
		for (int i = 0; i < signs.size(); i++)
			if (within.mayChange(i)) {
				changeable++;
				if (signs.data()[i] == 0) flat++;
			}
		return (double) flat / changeable;
	}

	/** Whether it says nowhere how to go. */
	boolean isFlat() {
		return flat == 1;
	}
}
