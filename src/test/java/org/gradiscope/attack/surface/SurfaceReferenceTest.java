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

package org.gradiscope.attack.surface;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

import org.gradiscope.attack.AttackReference;
import org.gradiscope.attack.surface.AdversarialSpace.Count;
import org.gradiscope.attack.surface.ImageProbe.Responses;
import org.gradiscope.attack.target.Criterion;
import org.gradiscope.attack.target.Loss;
import org.gradiscope.attack.target.NetworkTargetModel;
import org.gradiscope.engine.Network;
import org.gradiscope.engine.Progress;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Tensor;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A network of photographs, against TensorFlow in Python; see scripts/reference/loss_surface.py. */
class SurfaceReferenceTest {

	private static final String NAME = "cifar10-resnet8-chelsea_cat";
	private static final double EPSILON = 8;
	/** Of the directions that fool. */
	private static final double NEAR = 0.25;

	private static List<String> lines;
	private static Network network;
	private static ImageProbe probe;
	private static Tensor gradient;
	private static ImagePlane plane;

	@BeforeAll
	static void open() throws IOException {
		try (InputStream file = SurfaceReferenceTest.class.getResourceAsStream(NAME + ".txt")) {
			lines = new String(file.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
		}
		final AttackReference reference = AttackReference.of(NAME);
		network = reference.open();
		final Pixels image = reference.image();
		final int own = (int) numbers("clean")[0][0];
		probe = new ImageProbe(network, image, own);
		gradient = new NetworkTargetModel(network, List.of(new Criterion.Misclassification(own)))
			.lossAndGradient(image, Loss.CROSS_ENTROPY).gradient();
		final Tensor signs = new SignDirections(null).of(gradient);
		plane = new ImagePlane(signs, turned(signs), -EPSILON, EPSILON);
	}

	@AfterAll
	static void close() {
		if (network != null) network.close();
	}

	/** Every second sign turned round. */
	private static Tensor turned(final Tensor signs) {
		final Tensor turned = signs.copy();
		int n = 0;
		for (int i = 0; i < turned.size(); i++)
			if (turned.data()[i] == 0) turned.data()[i] = 1;
			else if (n++ % 2 == 1) turned.data()[i] *= -1;
		assertEquals(0, n % 2);
		return turned;
	}

	private static double[][] numbers(final String key) {
		return lines.stream().filter(line -> line.startsWith(key + " "))
			.map(line -> Arrays.stream(line.substring(key.length() + 1).split(" "))
				.mapToDouble(word -> word.equals("nan") ? Double.NaN : Double.parseDouble(word)).toArray())
			.toArray(double[][]::new);
	}

	@Test
	void theLossAndTheClassesOfThePlane() {
		final double[][] losses = numbers("loss");
		final double[][] classes = numbers("class");
		final int points = losses.length;
		assertEquals(9, points);
		final Responses said = probe.ask(points * points, plane.grid(points), Progress.NONE);
		for (int row = 0; row < points; row++)
			for (int column = 0; column < points; column++) {
				final double loss = losses[row][column];
				assertEquals(loss, said.losses()[row * points + column], 1e-5 + 2e-3 * loss);
				assertEquals(classes[row][column], said.classes()[row * points + column]);
			}
	}

	@Test
	void theBoundaries() {
		final int own = (int) numbers("clean")[0][0];
		final String[] names = { "across", "across-back", "down", "down-back" };
		for (int n = 0; n < 4; n++)
			assertEquals(numbers("boundary " + names[n])[0][0],
				BoundaryCrossing.along(probe, n < 2 ? plane.across() : plane.down(),
					n % 2 == 0 ? EPSILON : -EPSILON, 200, own, Progress.NONE).distance(),
				0.002);
	}

	/** The frames differ, so a direction more or less of ten may fool. */
	@Test
	void theNumberOfDirectionsThatFool() {
		final int own = (int) numbers("clean")[0][0];
		for (final double[] wanted : numbers("space")) {
			final int k = (int) wanted[0];
			final Responses said =
				probe.ask(k, AlignedDirections.Kind.L2.of(gradient, new SignDirections(null), k, NEAR, 1),
					Progress.NONE);
			final Count found =
				new Count(k, (int) Arrays.stream(said.classes()).filter(each -> each != own).count());
			assertEquals(wanted[1] / k, (double) found.fooling() / k, 0.1, found::toString);
		}
	}
}
