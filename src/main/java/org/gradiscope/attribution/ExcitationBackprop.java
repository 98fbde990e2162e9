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

import java.util.Map;

import org.gradiscope.engine.Network;
import org.gradiscope.engine.Progress;
import org.gradiscope.engine.Relevance;
import org.gradiscope.engine.RelevanceRules;
import org.gradiscope.objective.Objective;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Tensor;

/**
 * How probably each pixel wins, where a unit that wins makes one of those it is excited by win, in proportion to activation times positive
 * weight (Zhang et al. 2018, "Top-Down Neural Attention by Excitation Backprop"): layer-wise relevance by
 * {@link RelevanceRules#EXCITATION}, which begins with 1. What the pixels have together is among the facts.
 */
public record ExcitationBackprop() implements AttributionMethod {

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
		final Relevance relevance = network.relevance(image, objective, RelevanceRules.EXCITATION);
		final Tensor map = relevance.map().copy();
		for (int i = 0; i < map.size() && relevance.value() != 0; i++)
			map.data()[i] /= relevance.value();
		return new Attribution(map,
			Map.of("probability of the pixels", relevance.arrived() / relevance.value()));
	}

	@Override
	public String toString() {
		return "excitation-backprop";
	}
}
