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

package org.gradiscope.training;

import java.util.LinkedHashMap;
import java.util.Map;

import org.gradiscope.engine.Answer;
import org.gradiscope.engine.Query;
import org.gradiscope.engine.TrainableNetwork;
import org.gradiscope.objective.Objectives;
import org.gradiscope.optimize.Adam;
import org.gradiscope.tensor.Tensor;

/** Moves the weights of a network, batch by batch. Equal steps give equal weights. */
public final class Trainer {

	private final TrainableNetwork network;
	private final TrainingOptions options;
	private final Map<String, Tensor> weights;
	private final Map<String, Adam> optimizers = new LinkedHashMap<>();
	private int taken;

	public Trainer(final TrainableNetwork network, final TrainingOptions options) {
		this.network = network;
		this.options = options;
		weights = network.values();
		weights
			.forEach((name, weight) -> optimizers.put(name, new Adam(weight.size(), options.rate())));
	}

	/** The network, whose weights are those after the last step. */
	public TrainableNetwork network() {
		return network;
	}

	/** How many steps have been taken. */
	public int taken() {
		return taken;
	}

	/**
	 * One step up the mean of an objective over a batch: of a loss, take the negative.
	 *
	 * @param query of the batch, with that objective
	 * @return what it asks for, by the weights before the step
	 */
	public Answer step(final Query query) {
		final Answer answer = network.answer(query.withWeightGradients(weights.keySet()));
		final double rate = options.rate(taken++);
		weights.forEach((name, weight) -> {
			final float[] gradient = answer.weightGradient(name).data();
			for (int i = 0; i < gradient.length; i++)
				gradient[i] /= query.count();
			optimizers.get(name).step(weight.data(), gradient, rate);
			if (weight.shape().rank() > 1) decay(weight.data(), rate * options.decay());
		});
		network.assign(weights);
		return answer;
	}

	/**
	 * One step down the mean cross-entropy of examples.
	 *
	 * @return that, before the step
	 */
	public double step(final Examples examples) {
		return loss(step(Query.of(examples.images())
			.objective(Objectives.logProbabilities(targets(examples))).withValues()));
	}

	/** What the network should answer to examples, {@code [n, k]}. */
	public Tensor targets(final Examples examples) {
		return examples.targets(network.descriptor().labels().count(), options.smoothing());
	}

	/** The mean cross-entropy, where the values are its negatives. */
	public static double loss(final Answer answer) {
		double sum = 0;
		for (final float value : answer.values())
			sum -= value;
		return sum / answer.values().length;
	}

	private static void decay(final float[] kernel, final double by) {
		final float left = (float) (1 - by);
		for (int i = 0; i < kernel.length; i++)
			kernel[i] *= left;
	}

	/** The weights as they are now, for {@link #restore}. */
	public Map<String, Tensor> snapshot() {
		return network.values();
	}

	/** Puts weights back; the optimizer goes on from where it is. */
	public void restore(final Map<String, Tensor> snapshot) {
		snapshot.forEach((name, weight) -> System.arraycopy(weight.data(), 0, weights.get(name).data(),
			0, weight.size()));
		network.assign(weights);
	}
}
