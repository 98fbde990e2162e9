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

package org.gradiscope.options;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;

import org.gradiscope.model.InputSize;
import org.gradiscope.parameterization.Basis;
import org.gradiscope.parameterization.Parameterization;
import org.gradiscope.transform.RandomWarp;
import org.gradiscope.visualization.DeepDreamOptions;
import org.gradiscope.visualization.FeatureVisualizationOptions;
import org.gradiscope.optimize.Climber;
import org.gradiscope.visualization.fooling.FoolingOptions;
import org.junit.jupiter.api.Test;

/** Copies of records, by the recipes that they print. */
class OptionRecordsTest {

	/** Three components, one of which is checked. */
	public record Bounded(int low, double high, String name) {

		public Bounded {
			OptionRecords.require("An interval needs", low <= high, "a low end under the high one", low);
		}
	}

	private static final Bounded ONE_TO_TWO = new Bounded(1, 2, "a");

	@Test
	void whatIsNotNamedStays() {
		assertEquals(new Bounded(1, 3.5, "a"), OptionRecords.with(ONE_TO_TWO, "high", 3.5));
		assertEquals(new Bounded(3, 4, "b"),
			OptionRecords.with(ONE_TO_TWO, "name", "b", "low", 3, "high", 4));
		assertEquals(ONE_TO_TWO, OptionRecords.with(ONE_TO_TWO));
		assertEquals(new Bounded(1, 2, null), OptionRecords.with(ONE_TO_TWO, "name", null));
	}

	@Test
	void aValueOutOfItsBoundsIsRefusedByTheRecordItself() {
		assertEquals("An interval needs a low end under the high one, but 3 was given.",
			assertThrows(IllegalArgumentException.class, () -> OptionRecords.with(ONE_TO_TWO, "low", 3))
				.getMessage());
	}

	@Test
	void aComponentThatThereIsNotIsAMistake() {
		assertTrue(
			assertThrows(IllegalStateException.class, () -> OptionRecords.with(ONE_TO_TWO, "width", 3))
				.getMessage().contains("Bounded has no component [width]"));
		assertThrows(IllegalStateException.class, () -> OptionRecords.with(ONE_TO_TWO, "low", "one"));
	}

	@Test
	void eachWitherOfDreamsChangesWhatItNames() {
		assertEquals(
			"DeepDreamOptions[layers={b=2.0}, octaves=3, octaveScale=1.5, steps=7, " +
				"stepSize=0.25, jitter=9, alpha=0.5, beta=0.75, laplacian=2, rows=[], seed=11]",
			DeepDreamOptions.of("a").withLayers(Map.of("b", 2.0)).withOctaves(3, 1.5).withSteps(7, 0.25)
				.withJitter(9).withRegularization(0.5, 0.75).withLaplacian(2).withSeed(11).toString());
		assertEquals(DeepDreamOptions.of("a").withOctaves(3, 1.4).withSteps(7, 1.5 / 255),
			DeepDreamOptions.of("a").withOctaves(3).withSteps(7));
	}

	@Test
	void eachWitherOfFeaturesChangesWhatItNames() {
		final FeatureVisualizationOptions changed =
			FeatureVisualizationOptions.standard().withSize(32, 48).withSteps(7)
				.withClimber(Climber.LBFGS, 0.5).withBasis(new Basis.FourierBasis(2)).withDecorrelate(false)
				.withContrast(new Parameterization.ContrastLimit(3, 1))
				.withWarps(new RandomWarp(1, 2, 0.25, 4, 5))
				.withRegularizers(new FeatureVisualizationOptions.Regularizers(1, 2, 3, 4)).withSeed(11);
		assertEquals(
			"FeatureVisualizationOptions[height=32, width=48, steps=7, climber=lbfgs, rate=0.5, " +
				"basis=fourier[decay=2.0], deviation=0.01, decorrelate=false, contrast=3.0[smoothness=1.0], " +
				"warps=RandomWarp[pad=1, jitter=2, scale=0.25, rotate=4.0, jitterAfter=5], " +
				"regularizers=Regularizers[totalVariation=1.0, l1=2.0, l2=3.0, blur=4.0], rows=[], seed=11]",
			changed.toString());
		assertEquals(
			"FeatureVisualizationOptions[height=32, width=48, steps=7, climber=lbfgs, rate=0.5, " +
				"basis=pixel, deviation=0.01, decorrelate=false, contrast=0.0, " +
				"warps=RandomWarp[pad=0, jitter=0, scale=0.0, rotate=0.0, jitterAfter=0], " +
				"regularizers=Regularizers[totalVariation=0.0, l1=0.0, l2=0.0, blur=0.0], rows=[], seed=11]",
			changed.withoutPriors().toString());
		assertEquals(
			"FeatureVisualizationOptions[height=3, width=64, steps=7, climber=lbfgs, rate=0.5, " +
				"basis=fourier[decay=2.0, along the rows], deviation=0.01, decorrelate=false, contrast=0.0, " +
				"warps=RandomWarp[along rows, jitter=2], " +
				"regularizers=Regularizers[totalVariation=1.0, l1=2.0, l2=3.0, blur=4.0], rows=[], seed=11]",
			changed.ofSeries(3, 64).toString());
	}

	@Test
	void eachWitherOfFoolingChangesWhatItNames() {
		assertEquals(
			"FoolingOptions[method=evolution, start=checks, height=40, width=40, " +
				"confidence=0.5, steps=7, seed=11]",
			FoolingOptions.of(FoolingOptions.FoolingMethod.EVOLUTION, InputSize.atLeast(8, 8))
				.withStart(FoolingOptions.StartImage.CHECKS).withSize(40).withConfidence(0.5).withSteps(7)
				.withSeed(11).toString());
	}
}
