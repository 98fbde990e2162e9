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

package org.gradiscope.attack.method.blackbox;

import java.util.Arrays;
import java.util.List;
import java.util.function.IntConsumer;

import org.gradiscope.attack.Attack;
import org.gradiscope.attack.target.Criterion;
import org.gradiscope.attack.target.NetworkTargetModel;
import org.gradiscope.attack.target.TargetModel;
import org.gradiscope.engine.Progress;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.ValueRange;
import org.gradiscope.testing.ClosedFormNetwork;
import org.gradiscope.testing.Images;

/** A linear network of two classes and 16 values: the score {@code lead + w (x - 100)}, and 0. */
final class LinearVictim {

	static final double[] WEIGHTS = { 3, -1, 2, 0.5, -2, 1, 1, -3, 0.5, 2, -1, 1, 4, -2, 0.5, 1 };
	/** {@code |w|_1}. */
	static final double SUM = Arrays.stream(WEIGHTS).map(Math::abs).sum();
	/** {@code |w|_2}. */
	static final double LENGTH = Math.sqrt(Arrays.stream(WEIGHTS).map(w -> w * w).sum());

	private LinearVictim() {}

	static ClosedFormNetwork network(final double lead) {
		return network(lead, 1);
	}

	/** @param scale of the weights, so that probabilities are none of 0 or 1 */
	static ClosedFormNetwork network(final double lead, final double scale) {
		return new ClosedFormNetwork(2, new ClosedFormNetwork.Formula() {

			@Override
			public double[] logits(final double[] x) {
				double sum = lead;
				for (int i = 0; i < x.length; i++)
					sum += WEIGHTS[i] * (x[i] - 100);
				return new double[] { scale * sum, 0 };
			}

			@Override
			public double[][] jacobian(final double[] x) {
				throw new UnsupportedOperationException();
			}
		});
	}

	static TargetModel model(final double lead, final double scale, final Criterion criterion) {
		return new NetworkTargetModel(network(lead, scale), List.of(criterion));
	}

	/** @param counter is told of how many copies each question is */
	static Oracle oracle(final double lead, final int budget, final Criterion criterion,
		final IntConsumer counter) {
		final TargetModel model = model(lead, 1, criterion);
		return new Oracle(model, copies -> {
			final int count = copies.shape().dimension(0);
			counter.accept(count);
			return model.query(new Pixels(copies, ValueRange.EIGHT_BIT), new int[count]);
		}, budget);
	}

	/** Whether an attack leads away from class 0, over a lead. */
	static boolean fools(final Attack attack, final Pixels image, final double lead) {
		final TargetModel model = model(lead, 1, new Criterion.Misclassification(0));
		return model.fooled(model.scores(Attack.run(attack, model, image, Progress.NONE)))[0];
	}

	/** How many queries an attack takes that cannot succeed. */
	static int asked(final Attack attack, final Pixels image, final Criterion criterion) {
		final TargetModel model = model(1e6, 1, criterion);
		Attack.run(attack, model, image, Progress.NONE);
		return model.queries(0).forwards();
	}

	/** Of 100 grey levels everywhere, where the score is the lead. */
	static Pixels grey() {
		return Images.constant(ValueRange.EIGHT_BIT, 100, 1, 4, 4, 1);
	}
}
