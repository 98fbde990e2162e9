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

package org.gradiscope.preprocessing;

import java.util.ArrayList;
import java.util.List;

import org.gradiscope.engine.Answer;
import org.gradiscope.engine.Network;
import org.gradiscope.engine.Prediction;
import org.gradiscope.engine.Query;
import org.gradiscope.model.Layer;
import org.gradiscope.model.Probabilities;
import org.gradiscope.objective.Expression;
import org.gradiscope.tensor.Pixels;

/**
 * How a network answers to images: one that gets what it was trained on is sure of each, says something
 * else of others, and few of its units say nothing.
 *
 * @param dead the share of channels after a ReLU that no image excites anywhere; not a number without ReLU
 * @param saturated the share that all images excite everywhere
 * @param entropy of the probabilities of one image, on average, in nats
 * @param information that an answer has about the image, the entropy of the mean probabilities minus
 *          that mean entropy, in nats
 * @param most that the information could be
 */
record AnswerStatistics(double dead, double saturated, double entropy, double information,
	double most) {

	/** Of positions: less is none, and more than the rest all. */
	private static final double FEW = 1e-3;

	static AnswerStatistics of(final Network network, final List<Pixels> images) {
		final List<String> relus = network.descriptor().layers().stream()
			.filter(layer -> layer.operation().contains("Relu")).map(Layer::name).toList();
		final List<String> wanted = new ArrayList<>(relus);
		wanted.add(Expression.LOGITS);
		final List<PositiveShare> shares = relus.stream().map(layer -> new PositiveShare()).toList();
		final Entropies entropies =
			new Entropies(network.descriptor().probabilities() == Probabilities.SIGMOID);
		for (final Pixels image : images) {
			final Answer answer =
				network.answer(Query.of(image).withActivation(wanted.toArray(String[]::new)));
			for (int i = 0; i < relus.size(); i++)
				shares.get(i).add(answer.activation(relus.get(i)));
			entropies
				.add(Prediction.ofScores(network.descriptor(), answer.activation(Expression.LOGITS).item(0))
					.probabilities());
		}
		return new AnswerStatistics(
			shares.stream().mapToDouble(share -> share.part(0, FEW)).average().orElse(Double.NaN),
			shares.stream().mapToDouble(share -> share.part(1 - FEW, 1)).average().orElse(Double.NaN),
			entropies.mean(), entropies.information(), entropies.most());
	}

	/** From 0 where the answers tell all images apart, to 1 where they tell nothing. */
	double misfit() {
		return 1 - information / most;
	}
}
