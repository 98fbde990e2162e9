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

import java.util.LinkedHashMap;
import java.util.Map;

import org.gradiscope.engine.Network;
import org.gradiscope.engine.Progress;
import org.gradiscope.engine.Relevance;
import org.gradiscope.engine.RelevanceRules;
import org.gradiscope.objective.Objective;
import org.gradiscope.tensor.Pixels;

/**
 * Layer-wise relevance propagation (Bach et al. 2015, "On Pixel-Wise Explanations for Non-Linear
 * Classifier Decisions by Layer-Wise Relevance Propagation"), in units of the objective: its value is
 * handed down from layer to layer until it lies on the pixels. How much of it arrives is said among the
 * facts.
 */
public record Lrp(RelevanceRules rules) implements AttributionMethod {

	/** The fact of how far the relevance of the pixels is from the objective, as a fraction of it. */
	public static final String GAP = "conservation gap";

	/** {@link RelevanceRules#COMPOSITE}. */
	public static Lrp usual() {
		return new Lrp(RelevanceRules.COMPOSITE);
	}

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
		final Relevance relevance = network.relevance(image, objective, rules);
		return new Attribution(relevance.map(), facts(relevance));
	}

	private static Map<String, Object> facts(final Relevance relevance) {
		final Map<String, Object> facts = new LinkedHashMap<>();
		facts.put("objective", relevance.value());
		facts.put("relevance of the pixels", relevance.arrived());
		facts.put("relevance of biases", relevance.biases());
		facts.put(GAP, Math.abs(relevance.arrived() - relevance.value()) /
			Math.max(Math.abs(relevance.value()), Float.MIN_NORMAL));
		return facts;
	}

	@Override
	public String toString() {
		return "lrp[rules=" + rules + "]";
	}
}
