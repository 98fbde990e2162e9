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

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.gradiscope.engine.Answer;
import org.gradiscope.engine.Engine;
import org.gradiscope.engine.EngineException;
import org.gradiscope.engine.Network;
import org.gradiscope.engine.Query;
import org.gradiscope.metric.Correlation;
import org.gradiscope.model.Description;
import org.gradiscope.model.Fact;
import org.gradiscope.model.Model;
import org.gradiscope.model.ModelSource;
import org.gradiscope.objective.Expression;
import org.gradiscope.objective.Objective;
import org.gradiscope.objective.Objectives;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Shape;
import org.gradiscope.tensor.Tensor;
import org.gradiscope.tensor.ValueRange;

/**
 * Opens networks that PyTorch exported to ONNX and compares scores and gradients with those that PyTorch
 * computed: folders with {@code model.onnx}, {@code input.f32}, {@code output.f32}, {@code gradient.f32}, and
 * {@code shapes.txt} with the shapes of input and output, the place of the number whose gradient it is, and how
 * well PyTorch's own gradients in float32 and float64 correlate; where PyTorch's own is less sure than is asked
 * for, ours may be four times as unsure.
 */
public final class OnnxNetworks {

	private static final double MOST = 1e-4;
	private static final double LEAST = 0.99999;

	private OnnxNetworks() {}

	/** Arguments: folders of such folders. */
	public static void main(final String... args) throws IOException {
		Engine.load();
		boolean all = true;
		System.out.println(
			"network | layers | difference of scores | correlation of gradients | PyTorch's own | seconds");
		for (final String argument : args)
			try (Stream<Path> files = Files.walk(Path.of(argument))) {
				for (final Path file : files.filter(path -> path.endsWith("model.onnx")).sorted().toList())
					all &= agrees(file);
			}
		System.exit(all ? 0 : 1);
	}

	private static boolean agrees(final Path file) throws IOException {
		final Path folder = file.getParent();
		final List<String> lines = Files.readAllLines(folder.resolve("shapes.txt"));
		final double own = Double.parseDouble(lines.get(3));
		final List<int[]> shapes = lines.stream().limit(3)
			.map(line -> Stream.of(line.trim().split(" ")).mapToInt(Integer::parseInt).toArray())
			.toList();
		final Tensor image = lastChannels(shapes.get(0), floats(folder.resolve("input.f32")));
		final Tensor output = lastChannels(shapes.get(1), floats(folder.resolve("output.f32")));
		final Tensor gradient = lastChannels(shapes.get(0), floats(folder.resolve("gradient.f32")));
		final long start = System.nanoTime();
		try (Network network =
			ModelLoader.open(new Model(Description.NONE.with(Fact.RANGE, ValueRange.UNIT, "the test"),
				new ModelSource.OnnxFile(file)))) {
			final double seconds = (System.nanoTime() - start) * 1e-9;
			final Answer answer = network.answer(Query.of(new Pixels(image, ValueRange.UNIT))
				.objective(objective(shapes.get(2))).withScores().withGradient());
			final double difference = difference(answer.scores().data(), output.data());
			final double correlation = Correlation.pearson(doubles(answer.gradient()), doubles(gradient));
			final boolean same =
				difference <= MOST && 1 - correlation <= Math.max(1 - LEAST, 4 * (1 - own));
			System.out.printf(Locale.ROOT, "%s | %d | %.1e | %.7f | %.7f | %.1f%s%n",
				folder.getFileName(), network.descriptor().layers().size(), difference, correlation, own,
				seconds, same ? "" : " | DIFFERS");
			return same;
		}
		catch (final EngineException e) {
			System.out.println(folder.getFileName() + " | REFUSED " + e.getMessage());
			return false;
		}
	}

	private static Objective objective(final int[] place) {
		return place.length == 2 ? Objectives.logit(place[1])
			: Objectives.neuron(Expression.LOGITS, place[3], place[2], place[1]);
	}

	/** Of the largest number. */
	private static double difference(final float[] found, final float[] expected) {
		if (found.length != expected.length) return Double.POSITIVE_INFINITY;
		double largest = 0;
		double most = 0;
		for (int i = 0; i < found.length; i++) {
			most = Math.max(most, Math.abs(found[i] - expected[i]));
			largest = Math.max(largest, Math.abs(expected[i]));
		}
		return largest == 0 ? most : most / largest;
	}

	private static float[] floats(final Path file) throws IOException {
		final ByteBuffer bytes =
			ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
		final float[] floats = new float[bytes.remaining() / Float.BYTES];
		bytes.asFloatBuffer().get(floats);
		return floats;
	}

	private static double[] doubles(final Tensor tensor) {
		return IntStream.range(0, tensor.size()).mapToDouble(i -> tensor.data()[i]).toArray();
	}

	/** From images, channels, positions to images, positions, channels. */
	private static Tensor lastChannels(final int[] shape, final float[] values) {
		if (shape.length < 3) return Tensor.of(Shape.of(shape), values);
		final int positions = IntStream.of(shape).skip(2).reduce(1, (a, b) -> a * b);
		final float[] turned = new float[values.length];
		for (int i = 0; i < values.length; i++) {
			final int image = i / (shape[1] * positions);
			final int channel = i / positions % shape[1];
			turned[(image * positions + i % positions) * shape[1] + channel] = values[i];
		}
		final int[] last = Arrays.copyOf(shape, shape.length);
		System.arraycopy(shape, 2, last, 1, shape.length - 2);
		last[shape.length - 1] = shape[1];
		return Tensor.of(Shape.of(last), turned);
	}
}
