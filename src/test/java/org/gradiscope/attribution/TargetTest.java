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

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;

import org.gradiscope.engine.Engine;
import org.gradiscope.engine.EngineException;
import org.gradiscope.engine.Network;
import org.gradiscope.engine.Prediction;
import org.gradiscope.model.Channels;
import org.gradiscope.model.InputSize;
import org.gradiscope.model.Preprocessing;
import org.gradiscope.objective.Objective;
import org.gradiscope.objective.Objectives;
import org.gradiscope.objective.Score;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Shape;
import org.gradiscope.tensor.Tensor;
import org.gradiscope.tensor.ValueRange;
import org.gradiscope.testing.ClosedFormNetwork;
import org.gradiscope.testing.Images;
import org.gradiscope.testing.TinyNetworks;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** What users may ask about. */
class TargetTest {

	/** Gives a picture of two channels: the image, and three times it. */
	private static Network painter;

	@BeforeAll
	static void open() {
		painter = Engine.load()
			.open(TinyNetworks.of("painter",
				Preprocessing.of(Channels.GREY, ValueRange.UNIT, InputSize.atLeast(1, 1)),
				List.of("once", "thrice"), List.of("picture"),
				(tf, image) -> tf.withName("picture").identity(painted(tf, image))));
	}

	private static Operand<TFloat32> painted(final Ops tf, final Operand<TFloat32> image) {
		return tf.nn.conv2d(image, tf.constant(new float[][][][] { { { { 1, 3 } } } }),
			List.of(1L, 1L, 1L, 1L), "SAME");
	}

	@AfterAll
	static void close() {
		painter.close();
	}

	private static Target.Request request(final Network network, final Pixels image,
		final Tensor region) {
		return new Target.Request(network, image, () -> Prediction.of(network, image).get(0),
			Score.LOGIT, region);
	}

	private static Pixels square() {
		return new Pixels(Tensor.of(Shape.of(1, 2, 2, 1), 0.1f, 0.2f, 0.3f, 0.4f), ValueRange.UNIT);
	}

	/** The right column. */
	private static Tensor right() {
		return Tensor.of(Shape.of(1, 2, 2, 1), 0, 1, 0, 1);
	}

	@Test
	void aRegionIsTheSumOfThePictureOverIt() {
		final Target target = Target.parse("region/1", painter.descriptor()).get(0);
		assertTrue(target.needsWholeImage());
		final Objective objective = target.objective(request(painter, square(), right()));
		assertEquals(3 * (0.2f + 0.4f), painter.values(square(), objective)[0], 1e-6);
		assertArrayEquals(new float[] { 0, 3, 0, 3 },
			painter.evaluate(square(), objective).gradient().data());
		final Objective all = Target.parse("region", painter.descriptor()).get(0)
			.objective(request(painter, square(), right()));
		assertArrayEquals(new float[] { 0, 4, 0, 4 },
			painter.evaluate(square(), all).gradient().data());
	}

	@Test
	void aRegionIsCompiledOnceForAllSlices() {
		final Target target = Target.parse("region/0", painter.descriptor()).get(0);
		assertSame(target.objective(request(painter, square(), right())),
			target.objective(request(painter, square(), right())));
	}

	@Test
	void aRegionOfNothingAndOneOfClassesAreRefused() {
		final Target target = Target.parse("region", painter.descriptor()).get(0);
		assertTrue(assertThrows(IllegalArgumentException.class,
			() -> target.objective(request(painter, square(), Tensor.zeros(Shape.of(1, 2, 2, 1)))))
			.getMessage().contains("too small"));
		final ClosedFormNetwork classes =
			ClosedFormNetwork.linear(new double[] { 1 }, new double[] { 2 });
		assertTrue(assertThrows(EngineException.class,
			() -> new RegionTarget(0).objective(
				request(classes, Images.row(ValueRange.UNIT, 1), Tensor.zeros(Shape.of(1, 1, 1, 1)))))
			.getMessage().contains("class scores"));
	}

	@Test
	void theBestAndTheMarginAreThoseOfTheImage() {
		final ClosedFormNetwork network =
			ClosedFormNetwork.linear(new double[] { 1 }, new double[] { 3 }, new double[] { 2 });
		final Target.Request request = request(network, Images.row(ValueRange.UNIT, 1), null);
		assertEquals(Objectives.logit(1),
			Target.parse("", network.descriptor()).get(0).objective(request));
		final Objective margin =
			Target.parse("TOP2-TOP1", network.descriptor()).get(0).objective(request);
		assertEquals(Objectives.logit(1).minus(Objectives.logit(2)), margin);
		assertEquals(1, network.values(Images.row(ValueRange.UNIT, 1), margin)[0]);
	}

	@Test
	void labelsIndicesAndUnitsAreRead() {
		final List<Target> targets =
			Target.parse("thrice; 0 ; picture/1; pict*/0@1,1;", painter.descriptor());
		assertEquals(Arrays.asList("thrice", "once", "picture/1", "picture/0@1,1"),
			targets.stream().map(Object::toString).toList());
		final Objective unit = targets.get(3).objective(request(painter, square(), right()));
		assertArrayEquals(new float[] { 0, 0, 0, 1 },
			painter.evaluate(square(), unit).gradient().data());
	}

	@Test
	void whatIsNotThereIsRefusedWithWhatIs() {
		assertTrue(assertThrows(IllegalArgumentException.class,
			() -> Target.parse("twice", painter.descriptor())).getMessage().contains("once, thrice"));
		assertTrue(assertThrows(IllegalArgumentException.class,
			() -> Target.parse("conv/3", painter.descriptor())).getMessage()
			.contains("the layers are picture"));
	}
}
