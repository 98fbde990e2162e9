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

package org.gradiscope.engine.tf;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.List;

import org.bytedeco.javacpp.Loader;
import org.gradiscope.engine.Answer;
import org.gradiscope.engine.Network;
import org.gradiscope.engine.Query;
import org.gradiscope.objective.Objective;
import org.gradiscope.objective.Objectives;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Tensor;
import org.gradiscope.tensor.ValueRange;
import org.gradiscope.testing.Images;
import org.gradiscope.testing.Micropatterns;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Batches that are divided among the processors. */
class DivisionTest {

	private static final int PROCESSORS = Runtime.getRuntime().availableProcessors();
	/** Parts of different sizes. */
	private static final int COUNT = 2 * PROCESSORS + 1;
	private static final Pixels IMAGES = Images.noise(ValueRange.EIGHT_BIT, 1, COUNT, 40, 33, 3);

	private static Network network;

	@BeforeAll
	static void open() {
		network = Micropatterns.open();
		assumeTrue(System.getenv(Division.VARIABLE) == null, Division.VARIABLE + " is set");
	}

	@AfterAll
	static void close() {
		if (network != null) network.close();
	}

	@Test
	void sessionsHaveThreadsOfTheirOwn() {
		assertEquals("1",
			new NativeEnvironment(NativePlatform.of(Loader.getPlatform())).get(Division.VARIABLE));
	}

	@Test
	void aBatchIsDividedIfThereIsAnImageForEachProcessor() {
		assumeTrue(PROCESSORS > 1, "one processor");
		assertTrue(Division.isOf(Query.of(IMAGES).withScores()));
		assertFalse(Division.isOf(Query.of(IMAGES.items(0, PROCESSORS - 1)).withScores()));
	}

	@Test
	void imagesThatDependOnEachOtherStayTogether() {
		final float[] factors = new float[COUNT];
		for (final Objective objective : List.of(Objectives.similarity("conv2"),
			Objectives.weighted(Objectives.logit(0), factors),
			Objectives.channels("conv2", new int[COUNT])))
			assertFalse(Division.isOf(Query.of(IMAGES).objective(objective).withValues()),
				objective.toString());
	}

	/** Each image of a batch is given a class of its own. */
	@Test
	void eachImageIsAnsweredForItself() {
		final Tensor weights = Tensor.zeros(network.activation(IMAGES, "logits").shape());
		final int classes = weights.size() / COUNT;
		for (int n = 0; n < COUNT; n++)
			weights.data()[n * classes + n % classes] = n + 1;
		final Query query = Query.of(IMAGES).objective(Objectives.logits(weights)).withValues()
			.withGradient().withScores().withActivation("conv2");
		final Answer whole = network.answer(query);
		for (int n = 0; n < COUNT; n++) {
			final Answer alone = network.answer(query.items(n, n + 1));
			assertEquals(alone.values()[0], whole.values()[n], 1e-4f);
			assertClose(alone.gradient(), whole.gradient().item(n));
			assertClose(alone.scores(), whole.scores().item(n));
			assertClose(alone.activation("conv2"), whole.activation("conv2").item(n));
		}
	}

	private static void assertClose(final Tensor expected, final Tensor actual) {
		assertArrayEquals(expected.data(), actual.data(), 1e-4f);
	}
}
