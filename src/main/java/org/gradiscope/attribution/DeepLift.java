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

package org.gradiscope.attribution;

import java.util.List;

import org.gradiscope.engine.Answer;
import org.gradiscope.engine.Network;
import org.gradiscope.engine.Progress;
import org.gradiscope.engine.Query;
import org.gradiscope.objective.Objective;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Tensor;

/**
 * The difference of the objective between the image and a baseline, handed down from layer to layer by
 * the differences of activations (Shrikumar et al. 2017, "Learning Important Features Through Propagating
 * Activation Differences", by the rescale rule): {@code a_i = m_i (x_i - x'_i)}, which sum to
 * {@code f(x) - f(x')}. Both go through the network once.
 *
 * @param baseline x', the reference of the paper
 */
public record DeepLift(Baseline baseline) implements AttributionMethod {

	@Override
	public Attribution.Meaning meaning() {
		return Attribution.Meaning.CONTRIBUTION;
	}

	/**
	 * @throws org.gradiscope.engine.EngineException if the objective is not a weighted sum of one layer's
	 *           activations, or an operation on the way has no rule, by its name
	 */
	@Override
	public Attribution attribute(final Network network, final Pixels image, final Objective objective,
		final Progress progress) {
		AttributionMethod.requireOne(image);
		progress.check();
		final Tensor from = baseline.of(image);
		final Answer both =
			network.answer(Query.of(image.with(Tensor.batch(List.of(image.values(), from))))
				.objective(objective).withMultipliers());
		final Tensor map = Tensor.zeros(image.shape());
		double sum = 0;
		for (int i = 0; i < map.size(); i++) {
			map.data()[i] = both.multipliers().data()[i] * (image.values().data()[i] - from.data()[i]);
			sum += map.data()[i];
		}
		return new Attribution(map, IntegratedGradients.facts(sum, both.values()[0], both.values()[1]));
	}

	@Override
	public String toString() {
		return "deeplift[baseline=" + baseline + "]";
	}
}
