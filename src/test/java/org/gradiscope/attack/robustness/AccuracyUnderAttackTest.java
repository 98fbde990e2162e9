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

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;

import org.gradiscope.attack.bound.PixelFormat;
import org.gradiscope.attack.defence.DefenceMethod;
import org.gradiscope.attack.method.AttackMethod;
import org.gradiscope.attack.method.AttackMethods;
import org.gradiscope.attack.robustness.AccuracyUnderAttack.Point;
import org.gradiscope.engine.Answer;
import org.gradiscope.engine.ForwardingNetwork;
import org.gradiscope.engine.Network;
import org.gradiscope.engine.Progress;
import org.gradiscope.engine.Query;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.ValueRange;
import org.gradiscope.testing.ClosedFormNetwork;
import org.gradiscope.testing.Images;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A linear network of two classes, 0 where the first pixel is over the second: the change of epsilon that
 * fools it is half the margin.
 */
class AccuracyUnderAttackTest {

	private static final ClosedFormNetwork NETWORK =
		new ClosedFormNetwork(2, new ClosedFormNetwork.Formula() {

			@Override
			public double[] logits(final double[] x) {
				return new double[] { x[0] - x[1], 0 };
			}

			@Override
			public double[][] jacobian(final double[] x) {
				final double[][] rows = new double[2][x.length];
				rows[0][0] = 1;
				rows[0][1] = -1;
				return rows;
			}
		});

	private static LabelledImages.LabelledImage example(final double margin, final int label) {
		return example(Images.row(ValueRange.EIGHT_BIT, (float) (100 + margin), 100), label);
	}

	private static LabelledImages.LabelledImage example(final Pixels image, final int label) {
		return new LabelledImages.LabelledImage(image, label, PixelFormat.FLOAT32);
	}

	private static String counts(final AccuracyUnderAttack curve,
		final LabelledImages.LabelledImage... examples) {
		return curve.of(NETWORK, LabelledImages.of(List.of(examples)), Progress.NONE).stream()
			.map(point -> point.accuracy().count() + "/" + point.accuracy().total()).toList().toString();
	}

	private static AccuracyUnderAttack curve(final Epsilons epsilons) {
		return new AccuracyUnderAttack(List.of(AttackMethods.FGSM), epsilons);
	}

	@ParameterizedTest
	@ValueSource(strings = { "fgsm", "bim", "least-likely", "pgd", "mi-fgsm", "apgd-ce",
		"deepfool-linf", "hopskipjump-linf" })
	void accuracyIsTheShareOfMarginsOverTwiceEpsilon(final AttackMethod method) {
		assertEquals("[4/5, 3/5, 2/5, 1/5, 0/5]",
			counts(new AccuracyUnderAttack(List.of(method), Epsilons.levels(0, 1, 2, 4, 8)),
				example(1, 0), example(3, 0), example(5, 0), example(11, 0), example(-20, 0)));
	}

	/** The smallest change in L2 is margin / sqrt(2), or half the margin as the root of the mean of squares. */
	@ParameterizedTest
	@ValueSource(strings = { "fgm", "pgd-l2", "deepfool", "cw-l2", "boundary", "hopskipjump" })
	void inL2EpsilonIsTheRootOfTheMeanOfSquares(final AttackMethod method) {
		assertEquals("[4/5, 3/5, 2/5, 1/5, 0/5]",
			counts(new AccuracyUnderAttack(List.of(method), Epsilons.levels(0, 1, 2, 4, 8)),
				example(1, 0), example(3, 0), example(5, 0), example(11, 0), example(-20, 0)));
	}

	/** Half the margin of 1 is lost, so both pixels have to change by 1. */
	@Test
	void theSmallestChangeIsLengthenedUntilItIsSaved() {
		final AccuracyUnderAttack curve =
			new AccuracyUnderAttack(List.of(AttackMethods.DEEPFOOL_LINF), Epsilons.levels(0.9, 1, 2, 3));
		assertEquals("[1/2, 1/2, 1/2, 0/2]",
			counts(curve,
				new LabelledImages.LabelledImage(Images.row(ValueRange.EIGHT_BIT, 105, 100), 0,
					PixelFormat.UINT8),
				new LabelledImages.LabelledImage(Images.row(ValueRange.EIGHT_BIT, 101, 100), 0,
					PixelFormat.FLOAT32)));
		assertEquals("[2/2, 1/2, 1/2, 0/2]",
			counts(curve,
				new LabelledImages.LabelledImage(Images.row(ValueRange.EIGHT_BIT, 105, 100), 0,
					PixelFormat.UINT8),
				new LabelledImages.LabelledImage(Images.row(ValueRange.EIGHT_BIT, 101, 100), 0,
					PixelFormat.UINT8)));
	}

	@Test
	void whatEpsilonDoesNotMeasureIsRefused() {
		final Exception e = assertThrows(IllegalArgumentException.class,
			() -> new AccuracyUnderAttack(List.of(AttackMethods.JSMA), Epsilons.USUAL));
		assertTrue(
			e.getMessage().contains("but 'jsma' was given; take one of fgsm, fgm, least-likely, " +
				"bim, pgd, pgd-l2, mi-fgsm, deepfool, deepfool-linf, cw-l2, apgd-ce"),
			e.getMessage());
	}

	@Test
	void manyImagesOfTwoSizesAreCountedTogether() {
		final List<LabelledImages.LabelledImage> examples = new ArrayList<>();
		for (int n = 0; n < 30; n++)
			examples.add(n % 3 == 0 ? example(Images.row(ValueRange.EIGHT_BIT, 100.5f + n, 100, 7, 7), 0)
				: example(n + 0.5, LabelledImages.LabelledImage.AS_PREDICTED));
		assertEquals("[30/30, 28/30, 20/30, 0/30]", counts(curve(Epsilons.levels(0, 1, 5, 16)),
			examples.toArray(LabelledImages.LabelledImage[]::new)));
	}

	@Test
	void epsilonsInPartsOfTheRangeAreOfEachImagesOwn() {
		final LabelledImages.LabelledImage small =
			example(Images.row(new ValueRange(0, 1), 0.52f, 0.5f), 0);
		assertEquals("[2/2, 2/2, 0/2]",
			counts(curve(new Epsilons(List.of(2., 0., 8.), true)), small, example(5, 0)));
	}

	@Test
	void epsilonZeroIsTheCleanAccuracyAndTheClassOfTheNetworkIsAlwaysRight() {
		assertEquals("[2/2]",
			counts(curve(Epsilons.levels(0)), example(1, LabelledImages.LabelledImage.AS_PREDICTED),
				example(-1, LabelledImages.LabelledImage.AS_PREDICTED)));
		assertEquals("[1/2]", counts(curve(Epsilons.levels(0)), example(1, 1), example(-1, 1)));
	}

	/** Twice with a defence: bare, and behind it. */
	@Test
	void theNetworkIsAskedAboutACleanImageOnce() {
		for (final String defence : List.of("none", "median:3")) {
			final int[] asked = { 0 };
			final ForwardingNetwork counting = new ForwardingNetwork() {

				@Override
				public Network network() {
					return NETWORK;
				}

				@Override
				public Answer answer(final Query query) {
					asked[0] += query.count();
					return NETWORK.answer(query);
				}
			};
			new AccuracyUnderAttack(List.of(AttackMethods.FGSM, AttackMethods.PGD), Epsilons.levels(0),
				DefenceMethod.parse(defence)).of(counting,
					LabelledImages.of(List.of(example(5, LabelledImages.LabelledImage.AS_PREDICTED),
						example(9, LabelledImages.LabelledImage.AS_PREDICTED), example(3, 0))),
					Progress.NONE);
			assertEquals(defence.equals("none") ? 3 : 6, asked[0]);
		}
	}

	@Test
	void whatIsWrongWhenCleanIsNotAttacked() {
		final int before = NETWORK.gradients();
		assertEquals("[0/1, 0/1]", counts(curve(Epsilons.levels(1, 2)), example(1, 1)));
		assertEquals(before, NETWORK.gradients());
	}

	@Test
	void whatWouldBeSavedIsJudged() {
		final Pixels image = Images.row(ValueRange.EIGHT_BIT, 103, 100);
		assertEquals("[0/1]", counts(curve(Epsilons.levels(1.9)),
			new LabelledImages.LabelledImage(image, 0, PixelFormat.FLOAT32)));
		assertEquals("[1/1]", counts(curve(Epsilons.levels(1.9)),
			new LabelledImages.LabelledImage(image, 0, PixelFormat.UINT8)));
	}

	@Test
	void underALevelNothingThatIsSavedChanges() {
		final Pixels image = Images.row(ValueRange.EIGHT_BIT, 101, 100);
		assertEquals("[1/1, 0/1]", counts(curve(new Epsilons(List.of(0.9, 1.), true)),
			new LabelledImages.LabelledImage(image, 0, PixelFormat.UINT8)));
		final Exception e =
			assertThrows(IllegalArgumentException.class, () -> counts(curve(Epsilons.levels(0.9)),
				new LabelledImages.LabelledImage(image, 0, PixelFormat.UINT8)));
		assertTrue(e.getMessage().startsWith(
			"The image has integer grey levels, so epsilon has to be at least 1, but 0.9 was " + "given"),
			e.getMessage());
	}

	@Test
	void progressGoesUpAndCancels() {
		final List<Double> seen = new ArrayList<>();
		final Progress progress = new Progress() {

			@Override
			public void report(final int done, final int total, final String text) {
				seen.add((double) done / total);
			}

			@Override
			public boolean isCanceled() {
				return seen.size() > 100;
			}
		};
		final LabelledImages.LabelledImage[] examples = IntStream.range(1, 40)
			.mapToObj(n -> example(n, 0)).toArray(LabelledImages.LabelledImage[]::new);
		final AccuracyUnderAttack curve =
			new AccuracyUnderAttack(List.of(AttackMethods.PGD), Epsilons.levels(1, 2));
		assertThrows(CancellationException.class, () -> curve.of(NETWORK,
			LabelledImages.of(Arrays.asList(examples)), new Progress.SubProgress(progress, 0, 1)));
		for (int i = 1; i < seen.size(); i++)
			assertTrue(seen.get(i) >= seen.get(i - 1) && seen.get(i) <= 1, seen.toString());
	}

	@Test
	void badEpsilonsAreRefused() {
		for (final double bad : new double[] { -1, Double.NaN, Double.POSITIVE_INFINITY })
			assertThrows(IllegalArgumentException.class, () -> Epsilons.levels(bad));
		assertThrows(IllegalArgumentException.class, () -> Epsilons.levels());
		assertThrows(IllegalArgumentException.class,
			() -> new AccuracyUnderAttack(List.of(), Epsilons.USUAL));
		final Exception e = assertThrows(IllegalArgumentException.class,
			() -> counts(curve(Epsilons.levels(300)), example(1, 0)));
		assertEquals(
			"An epsilon is at most the value range of the image, 255.0 grey levels, but 300.0 " +
				"was given.",
			e.getMessage());
	}

	@Test
	void pointsAreInOrder() {
		final List<Point> points =
			new AccuracyUnderAttack(List.of(AttackMethods.PGD, AttackMethods.FGSM), Epsilons.levels(4, 0))
				.of(NETWORK, LabelledImages.of(List.of(example(1, 0))), Progress.NONE);
		assertEquals(
			List.of(AttackMethods.PGD, AttackMethods.PGD, AttackMethods.FGSM, AttackMethods.FGSM),
			points.stream().map(Point::method).toList());
		assertEquals(List.of(0.0, 4.0, 0.0, 4.0), points.stream().map(Point::epsilon).toList());
	}
}
