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

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import org.gradiscope.engine.Engine;
import org.gradiscope.engine.Network;
import org.gradiscope.model.Description;
import org.gradiscope.model.Fact;
import org.gradiscope.model.Model;
import org.gradiscope.model.ModelSource;
import org.gradiscope.objective.Objectives;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Shape;
import org.gradiscope.tensor.Tensor;
import org.gradiscope.tensor.ValueRange;

/**
 * The time of a gradient step through a network in ONNX, over that of the same architecture written in Keras:
 * steps of both in turn, in one process.
 */
public final class OnnxSpeed {

	private static final int WARMING = 3;

	private OnnxSpeed() {}

	/** Arguments: the folders of networks in ONNX, of SavedModels of the same names, the rounds, the names. */
	public static void main(final String... args) {
		Engine.load();
		System.out.println("network | ONNX, ms | Keras, ms | ratio | smallest and largest of rounds");
		for (int i = 3; i < args.length; i++)
			compare(args[i], new ModelSource.OnnxFile(Path.of(args[0], args[i], "model.onnx")),
				new ModelSource.SavedModel(Path.of(args[1], args[i])), Integer.parseInt(args[2]));
	}

	private static void compare(final String name, final ModelSource onnx, final ModelSource keras,
		final int rounds) {
		try (Network one = open(onnx); Network other = open(keras)) {
			for (int i = 0; i < WARMING; i++) {
				step(one);
				step(other);
			}
			final List<Double> ours = new ArrayList<>();
			final List<Double> theirs = new ArrayList<>();
			final List<Double> ratios = new ArrayList<>();
			for (int i = 0; i < rounds; i++) {
				ours.add(step(one));
				theirs.add(step(other));
				ratios.add(ours.get(i) / theirs.get(i));
			}
			ratios.sort(null);
			System.out.printf(Locale.ROOT, "%s | %.1f | %.1f | %.2f | %.2f to %.2f%n", name, median(ours),
				median(theirs), median(ours) / median(theirs), ratios.get(0), ratios.get(rounds - 1));
		}
	}

	private static Network open(final ModelSource source) {
		return ModelLoader
			.open(new Model(Description.NONE.with(Fact.RANGE, ValueRange.UNIT, "the benchmark"), source));
	}

	/** In milliseconds. */
	private static double step(final Network network) {
		final Pixels image = new Pixels(Tensor.zeros(Shape.of(1, 224, 224, 3)), ValueRange.UNIT);
		final long start = System.nanoTime();
		network.evaluate(image, Objectives.logit(3));
		return (System.nanoTime() - start) * 1e-6;
	}

	private static double median(final List<Double> times) {
		return times.stream().sorted().skip(times.size() / 2).findFirst().orElseThrow();
	}
}
