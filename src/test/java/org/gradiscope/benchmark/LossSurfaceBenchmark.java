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

package org.gradiscope.benchmark;

import java.util.List;
import java.util.concurrent.TimeUnit;

import org.gradiscope.attack.surface.LossLandscape;
import org.gradiscope.attack.surface.SurfaceFindings;
import org.gradiscope.engine.Batches;
import org.gradiscope.engine.Engine;
import org.gradiscope.engine.Network;
import org.gradiscope.engine.Progress;
import org.gradiscope.model.store.ModelStore;
import org.gradiscope.objective.Expression;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Tensor;
import org.gradiscope.tensor.ValueRange;
import org.gradiscope.testing.Images;
import org.gradiscope.testing.SharedFiles;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A loss surface of MobileNet v2 beside the network alone on as many images in batches of the same size, in
 * turns: {@code ratio} is the throughput of the surface's points over that of the bare runs, with its boundaries,
 * random direction and gradient among the costs of the surface. It is printed; JMH's own time is that of both.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 1, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(1)
public class LossSurfaceBenchmark {

	private static final int SIDE = 224;

	/** Along each side of the surface. */
	@Param({ "21" })
	private int points;

	private Network network;
	private Pixels image;

	@Setup(Level.Trial)
	public void open() {
		network =
			Engine.load().open(ModelStore.find(SharedFiles.model("mobilenet-v2-1.0-224").toString()));
		image = Images.noise(ValueRange.EIGHT_BIT, 1, 1, SIDE, SIDE, 3);
	}

	@TearDown(Level.Trial)
	public void close() {
		network.close();
	}

	@Benchmark
	public double ratio() {
		final int count = points * points;
		bare(count / 4);
		final long start = System.nanoTime();
		final Tensor first = bare(count / 2);
		final long between = System.nanoTime();
		final SurfaceFindings surface = new LossLandscape(points, 8, 1, 0, "l2", 1).around(network,
			image, null, 0, List.of(), Progress.NONE);
		final long after = System.nanoTime();
		final Tensor last = bare(count - count / 2);
		final long end = System.nanoTime();
		final double bare = (between - start) + (end - after);
		final double ratio = bare / (after - between);
		System.out.printf("bare %.1f ms, surface %.1f ms a point, throughput %.3f of the bare one%n",
			bare / count / 1e6, (after - between) / 1e6 / count, ratio);
		return ratio + surface.loss() + first.data()[0] + last.data()[0];
	}

	private Tensor bare(final int count) {
		final int batch = Batches.size(image, count);
		final Tensor copies = Batches.empty(image, batch);
		for (int n = 0; n < batch; n++)
			System.arraycopy(image.values().data(), 0, copies.data(), n * image.values().size(),
				image.values().size());
		Tensor scores = null;
		for (int done = 0; done < count; done += batch)
			scores = network.activation(image.with(copies.items(0, Math.min(batch, count - done))),
				Expression.LOGITS);
		return scores;
	}
}
