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
import org.gradiscope.engine.Query;
import org.gradiscope.model.Layer;
import org.gradiscope.model.Probabilities;
import org.gradiscope.objective.Expression;
import org.gradiscope.tensor.Pixels;

/**
 * How a network answers to images. One that gets what it was trained on says something else of different images, with
 * scores of the usual size; behind a wrong preprocessing it says much the same of all, or shouts, or whispers.
 *
 * @param dead the share of channels after a ReLU that no image excites anywhere; not a number without ReLU
 * @param saturated the share that all images excite everywhere
 * @param entropy of the probabilities of one image, on average, of 1
 * @param information that the answers have about the images, of 1: {@link Diversity#information}
 * @param spread the same at the usual confidence: {@link Diversity#spread}
 * @param temperature by which the scores are divided for that: {@link Diversity#temperature}
 */
public record AnswerStatistics(double dead, double saturated, double entropy, double information,
	double spread, double temperature) {

	/** Of positions: less is none, and more than the rest all. */
	private static final double FEW = 1e-3;

	/** What a factor of e in the size of scores weighs against what they tell. */
	private static final double SIZE = 0.05;

	static AnswerStatistics of(final Network network, final List<Pixels> images) {
		final List<String> relus = network.descriptor().layers().stream()
			.filter(layer -> layer.operation().contains("Relu")).map(Layer::name).toList();
		final List<String> wanted = new ArrayList<>(relus);
		wanted.add(Expression.LOGITS);
		final List<PositiveShare> shares = relus.stream().map(layer -> new PositiveShare()).toList();
		final List<float[]> scores = new ArrayList<>();
		for (final Pixels image : images) {
			final Answer answer =
				network.answer(Query.of(image).withActivation(wanted.toArray(String[]::new)));
			for (int i = 0; i < relus.size(); i++)
				shares.get(i).add(answer.activation(relus.get(i)));
			scores.add(answer.activation(Expression.LOGITS).data());
		}
		final Diversity diversity =
			new Diversity(scores, network.descriptor().probabilities() == Probabilities.SIGMOID);
		return new AnswerStatistics(
			shares.stream().mapToDouble(share -> share.part(0, FEW)).average().orElse(Double.NaN),
			shares.stream().mapToDouble(share -> share.part(1 - FEW, 1)).average().orElse(Double.NaN),
			diversity.entropy(1), diversity.information(), diversity.spread(), diversity.temperature());
	}

	/** 0 where all images are told apart with scores of the usual size. */
	double misfit() {
		return 1 - (information + spread) / 2 + SIZE * Math.abs(Math.log(temperature));
	}
}
