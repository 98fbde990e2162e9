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

package org.gradiscope.attribution.exemplar;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

import org.gradiscope.engine.BatchFiller;
import org.gradiscope.engine.EngineException;
import org.gradiscope.engine.Network;
import org.gradiscope.engine.Progress;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Shape;
import org.gradiscope.tensor.Tensor;
import org.gradiscope.tensor.ValueRange;

/**
 * The strongest places of many images, each read once and forgotten: what is kept is the places, at most so
 * many of each unit, and what was read ahead or waits for a batch to fill, some megabytes.
 */
public final class ExemplarSearch {

	/** Which image of which part it is. */
	record Read(int part, int item, Pixels image) {

		/** What the images of a batch have in common. */
		private record Kind(Shape shape, ValueRange range) {}

		Object kind() {
			return new Kind(image.shape(), image.range());
		}

		static Pixels together(final List<Pixels> images) {
			return images.get(0).with(Tensor.batch(images.stream().map(Pixels::values).toList()));
		}
	}

	private final Network network;
	private final Evidence evidence;
	private final ExemplarOptions options;
	private final Consumer<String> say;
	private final List<ExemplarQueue> queues = new ArrayList<>();
	private int seen;
	private int leftOut;
	private int infinite;
	private EngineException refusal;

	private ExemplarSearch(final Network network, final Evidence evidence,
		final ExemplarOptions options, final Consumer<String> say) {
		this.network = network;
		this.evidence = evidence;
		this.options = options;
		this.say = say;
		evidence.labels().forEach(unit -> queues.add(new ExemplarQueue(options.count())));
	}

	/**
	 * Searches all images.
	 *
	 * @param say told of images that the network does not take, a line each
	 * @return of each unit of the evidence its strongest places, the strongest first; fewer than wanted where
	 *         it is over 0 at fewer
	 * @throws IllegalArgumentException if there is no image
	 * @throws EngineException if the network takes none of them
	 */
	public static ExemplarSearchResult of(final Network network, final ExemplarSource source,
		final Evidence evidence, final ExemplarOptions options, final Progress progress,
		final Consumer<String> say) {
		final ExemplarSearch search = new ExemplarSearch(network, evidence, options, say);
		final BatchFiller<Read> batches =
			new BatchFiller<>(Read::image, Read::kind, batch -> search.batch(batch, progress));
		try (ReadAhead ahead = new ReadAhead(source)) {
			for (int part = 0; part < source.count(); part++) {
				final List<Pixels> images = ahead.next(progress);
				for (int item = 0; item < images.size(); item++) {
					progress.check();
					batches.add(new Read(part, item, images.get(item)));
				}
				progress.report(part + 1, source.count(), search.seen + " images searched");
			}
		}
		batches.finish();
		return search.result();
	}

	private void batch(final List<Read> batch, final Progress progress) {
		progress.check();
		final Pixels images = Read.together(batch.stream().map(Read::image).toList());
		final Tensor maps;
		try {
			maps = evidence.maps(network, images);
		}
		catch (final EngineException e) {
			leaveOut(images, e);
			return;
		}
		final FieldGeometry field =
			FieldGeometry.of(network, evidence, batch.get(0).image(), maps.shape());
		for (int n = 0; n < batch.size(); n++)
			image(batch.get(n), new MapPeaks(maps, n, field), field);
		seen += batch.size();
	}

	private void leaveOut(final Pixels images, final EngineException e) {
		say.accept((images.count() == 1 ? "An image" : images.count() + " images") + " of " +
			images.width() + "x" + images.height() + " pixels left out: " + e.getMessage());
		leftOut += images.count();
		refusal = e;
	}

	private void image(final Read read, final MapPeaks peaks, final FieldGeometry field) {
		if (!peaks.areFinite()) infinite++;
		final float[] maxima = peaks.maxima();
		for (int unit = 0; unit < maxima.length; unit++) {
			final ExemplarQueue queue = queues.get(unit);
			if (!(maxima[unit] >= queue.least())) continue;
			for (final MapPeaks.Peak peak : peaks.of(unit, queue.least(),
				options.onePerImage() ? 1 : options.count(), field.rowsApart(options.apart()),
				field.columnsApart(options.apart())))
				queue
					.offer(new Exemplar(read.part(), read.item(), peak.row(), peak.column(), peak.value()));
		}
	}

	private ExemplarSearchResult result() {
		if (seen == 0 && refusal != null) throw refusal;
		if (seen == 0) throw new IllegalArgumentException(
			"Top patches are of images, but none was given that can be read.");
		return new ExemplarSearchResult(queues.stream().map(ExemplarQueue::strongestFirst).toList(),
			seen, leftOut, infinite);
	}
}
