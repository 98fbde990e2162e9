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

package org.gradiscope.attack.robustness;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.DoubleStream;

import org.gradiscope.attack.bound.PixelFormat;
import org.gradiscope.attack.method.AttackMethods;
import org.gradiscope.engine.Progress;
import org.gradiscope.tensor.ValueRange;
import org.gradiscope.testing.ClosedFormNetwork;
import org.gradiscope.testing.Images;
import org.junit.jupiter.api.Test;

/** Networks of two pixels whose class is 0 where the first is over the second by more than a threshold. */
class TransferabilityTest {

	private static ClosedFormNetwork over(final double threshold, final int classes) {
		return new ClosedFormNetwork(classes, new ClosedFormNetwork.Formula() {

			@Override
			public double[] logits(final double[] x) {
				final double[] z = new double[classes];
				z[0] = x[0] - x[1] - threshold;
				for (int k = 2; k < classes; k++)
					z[k] = -1000;
				return z;
			}

			@Override
			public double[][] jacobian(final double[] x) {
				final double[][] rows = new double[classes][2];
				rows[0] = new double[] { 1, -1 };
				return rows;
			}
		});
	}

	private static final ClosedFormNetwork BLIND =
		new ClosedFormNetwork(2, new ClosedFormNetwork.Formula() {

			@Override
			public double[] logits(final double[] x) {
				return new double[] { 1, 0 };
			}

			@Override
			public double[][] jacobian(final double[] x) {
				return new double[2][2];
			}
		});

	private static LabelledImages margins(final double... margins) {
		return LabelledImages.of(DoubleStream.of(margins)
			.mapToObj(margin -> new LabelledImages.LabelledImage(
				Images.row(ValueRange.EIGHT_BIT, (float) (100 + margin), 100),
				LabelledImages.LabelledImage.AS_PREDICTED, PixelFormat.FLOAT32))
			.toList());
	}

	/** An attack of 4 takes 8 from a margin that is over the source's threshold, and adds it to another. */
	@Test
	void theSharesAreThoseOfMarginsBetweenTheThresholds() {
		final Transferability matrix = Transferability.of(List.of(over(0, 2), over(-4, 5), BLIND),
			AttackMethods.FGSM, Epsilons.levels(4), margins(1, 3, 5, 20, -1), false, Progress.NONE);
		// Of 1, 3, 5 and -1, which fool the first: 1 and 3 fall under -4, 5 does not, and -1 was and is over it.
		assertEquals(new Proportion(4, 4), matrix.transfer(0, 0));
		assertEquals(new Proportion(2, 4), matrix.transfer(0, 1));
		assertEquals(new Proportion(0, 4), matrix.transfer(0, 2));
		// All but 20 are over -4 and less than 8 from it but 5, which still falls under 0: to -3.
		assertEquals(new Proportion(3, 3), matrix.transfer(1, 1));
		assertEquals(new Proportion(2, 3), matrix.transfer(1, 0));
		assertEquals(new Proportion(3, 5), matrix.fooled(1, 0));
		assertEquals(new Proportion(0, 0), matrix.transfer(2, 0));
		assertTrue(Double.isNaN(matrix.transfer(2, 2).value()));
		assertEquals(5, matrix.images());
		assertEquals(3, matrix.size());
	}

	@Test
	void whatFoolsANetworkFoolsItselfAlways() {
		final Transferability matrix = Transferability.of(List.of(over(0, 2), over(0, 2)),
			AttackMethods.PGD, Epsilons.levels(2), margins(1, 2, 3, 30), false, Progress.NONE);
		assertEquals(new Proportion(3, 3), matrix.transfer(0, 0));
		assertEquals(new Proportion(3, 3), matrix.transfer(0, 1));
	}

	/**
	 * Each of three networks has a threshold of its own on both pixels' difference or on the first alone; the
	 * ensemble without one moves along the mean of the other two's slopes.
	 */
	@Test
	void anEnsembleIsOneMoreSourceForEachTarget() {
		final Transferability matrix =
			Transferability.of(List.of(over(0, 2), over(-4, 2), over(-20, 2)), AttackMethods.FGSM,
				Epsilons.levels(4), margins(1, 3, 5, 20), true, Progress.NONE);
		assertEquals(3, matrix.size());
		assertEquals(4, matrix.sources());
		assertTrue(matrix.isEnsemble(3));
		// 8 less: -7, -5, -3 and 12. Those under both of the others, and of these those under the target.
		assertEquals(new Proportion(0, 0), matrix.transfer(3, 0), "none is under -20");
		assertEquals(new Proportion(3, 4), matrix.fooled(3, 0));
		assertEquals(new Proportion(0, 0), matrix.transfer(3, 1));
		assertEquals(new Proportion(0, 2), matrix.transfer(3, 2), "-7 and -5 are under 0 and -4");
		assertEquals(matrix.fooled(0, 1), matrix.fooled(3, 1));
	}

	@Test
	void ensemblesTakeThreeNetworksOfTheSameClasses() {
		assertTrue(assertThrows(IllegalArgumentException.class,
			() -> Transferability.of(List.of(over(0, 2), BLIND), AttackMethods.FGSM, Epsilons.levels(4),
				margins(1), true, Progress.NONE))
			.getMessage().contains("three networks or more"));
		assertTrue(assertThrows(IllegalArgumentException.class,
			() -> Transferability.of(List.of(over(0, 2), BLIND, over(0, 5)), AttackMethods.FGSM,
				Epsilons.levels(4), margins(1), true, Progress.NONE))
			.getMessage().contains("the same labels, but closed-form has 2 and closed-form has 5"));
	}

	@Test
	void oneEpsilonOverZeroIsNeeded() {
		for (final Epsilons bad : List.of(Epsilons.levels(0), Epsilons.levels(1, 2)))
			assertThrows(IllegalArgumentException.class, () -> Transferability.of(List.of(BLIND),
				AttackMethods.PGD, bad, margins(1), false, Progress.NONE));
	}
}
