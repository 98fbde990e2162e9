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

import static org.gradiscope.attribution.exemplar.SpotNetwork.black;
import static org.gradiscope.attribution.exemplar.SpotNetwork.dot;
import static org.gradiscope.attribution.exemplar.SpotNetwork.picture;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

import org.gradiscope.engine.Backpropagation;
import org.gradiscope.engine.Batches;
import org.gradiscope.engine.EngineException;
import org.gradiscope.engine.Progress;
import org.gradiscope.model.InputSize;
import org.gradiscope.tensor.Pixels;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Bright dots that were put into black pictures are found where they are. */
class ExemplarSearchTest {

	private static final SpotNetwork SPOTS = SpotNetwork.ofAnySize();
	private static final ChannelEvidence SPOT = new ChannelEvidence("spot", List.of(0));
	private static final ExemplarOptions ONE = ExemplarOptions.standard();
	private static final ExemplarOptions ALL = ONE.withOnePerImage(false);

	@AfterAll
	static void close() {
		SPOTS.close();
	}

	/** Counts what is read. */
	private static final class Counting implements ExemplarSource {

		private final int count;
		private final IntFunction<List<Pixels>> images;
		private final List<Integer> reads = Collections.synchronizedList(new ArrayList<>());
		private volatile int furthestAhead;
		private final SpotNetwork asked;
		private final int before;

		Counting(final int count, final SpotNetwork asked, final IntFunction<List<Pixels>> images) {
			this.count = count;
			this.images = images;
			this.asked = asked;
			before = asked.images();
		}

		@Override
		public int count() {
			return count;
		}

		@Override
		public List<Pixels> read(final int part) {
			reads.add(part);
			furthestAhead = Math.max(furthestAhead, reads.size() - (asked.images() - before));
			return images.apply(part);
		}
	}

	private static Counting source(final Pixels... images) {
		return new Counting(images.length, SPOTS, part -> List.of(images[part]));
	}

	private static ExemplarSearchResult search(final ExemplarSource source, final Evidence evidence,
		final ExemplarOptions options) {
		return ExemplarSearch.of(SPOTS, source, evidence, options, Progress.NONE, line -> {});
	}

	private static List<Exemplar> found(final ExemplarSource source, final ExemplarOptions options) {
		return search(source, SPOT, options).units().get(0);
	}

	private static List<ExemplarPatch> patches(final ExemplarSource source, final Evidence evidence,
		final ExemplarOptions options, final Backpropagation rule) {
		return ExemplarPatches.of(SPOTS, source, evidence, search(source, evidence, options).units(),
			-1, Optional.ofNullable(rule), Progress.NONE);
	}

	/** Twice the dot, less 100, at the position whose window has it in the middle. */
	@Test
	void aDotInImage37() {
		final Counting source = new Counting(60, SPOTS,
			part -> List.of(part == 37 ? dot(20, 24, 12, 7, 200) : dot(20, 24, 3, 3, 100 + part)));
		final ExemplarPatch first = patches(source, SPOT, ONE, null).get(0);
		assertEquals(new Exemplar(37, 0, 6, 11, 300), first.place());
		assertEquals(12.5, first.x());
		assertEquals(7.5, first.y());
		assertEquals(new PatchBounds(11, 6, 3, 3, false), first.bounds());
		assertArrayEquals(new float[] { 0, 0, 0, 0, 200, 0, 0, 0, 0 }, first.pixels().values().data());
		assertNull(first.projection());
	}

	@Test
	void theNineStrongestInOrderEachImageOnce() {
		final Counting source =
			new Counting(60, SPOTS, part -> List.of(dot(20, 20, 5, 5, 60 + (part * 7) % 60)));
		final List<Exemplar> found = found(source, ONE);
		assertEquals(IntStream.iterate(138, value -> value - 2).limit(9).boxed().toList(),
			found.stream().map(exemplar -> (int) exemplar.value()).toList());
	}

	/** No more is held than some batches and 24 MB read ahead, however many there are; and for the patches only what they are in is read again. */
	@Test
	void imagesAreForgotten() {
		final int count = 120;
		final Counting source = new Counting(count, SPOTS,
			part -> List.of(dot(512, 512, 5, 5, part % 40 == 7 ? 200 + part / 40 : 40)));
		final List<Exemplar> found = found(source, ONE);
		assertEquals(count, source.reads.size());
		final int megabytes = (1 << 21) / (512 * 512) + 1;
		assertTrue(source.furthestAhead <= Batches.size(dot(512, 512, 0, 0, 0), count) + megabytes + 1,
			() -> source.furthestAhead + " images were held");
		source.reads.clear();
		ExemplarPatches.of(SPOTS, source, SPOT, List.of(found), -1, Optional.empty(), Progress.NONE);
		assertEquals(found.stream().map(Exemplar::part).sorted().toList(), source.reads);
	}

	/** Of equally strong places the first counts, by image, row and column, whatever fills a batch first. */
	@Test
	void tiesGoToTheFirst() {
		final float[][] two = black(12, 12);
		two[8][2] = 90;
		two[2][8] = 90;
		final Pixels odd = picture(two);
		final Pixels[] images = new Pixels[30];
		Arrays.fill(images, dot(9, 9, 4, 4, 90));
		images[0] = odd;
		final List<Exemplar> found = found(source(images), ONE.withCount(2));
		assertEquals(List.of(new Exemplar(0, 0, 1, 7, 80), new Exemplar(1, 0, 3, 3, 80)), found);
		assertEquals(List.of(new Exemplar(0, 0, 1, 7, 80), new Exemplar(0, 0, 7, 1, 80)),
			found(source(images), ALL.withCount(2)));
	}

	/** Windows whose middles are less than 3 apart share pixels. */
	@Test
	void placesAreKeptApartByTheReceptiveField() {
		final float[][] rows = black(11, 20);
		rows[5][5] = 200;
		rows[5][7] = 190;
		rows[5][8] = 180;
		assertEquals(List.of(new Exemplar(0, 0, 4, 6, 460), new Exemplar(0, 0, 3, 3, 100)),
			found(source(picture(rows)), ALL));
		assertEquals(
			List.of(new Exemplar(0, 0, 4, 6, 460), new Exemplar(0, 0, 4, 7, 450),
				new Exemplar(0, 0, 4, 4, 300)),
			found(source(picture(rows)), ALL.withApart(1).withCount(3)));
	}

	/** What a position sees beyond the border is no pixel of the image. */
	@Test
	void patchesAtTheBorderAreMovedInAndSaySo() {
		final FieldGeometry field = TestFields.stride(4, 11, 2.5, 32, 8);
		assertEquals(new PatchBounds(0, 0, 11, 11, true), field.patch(0, 0, -1));
		assertEquals(new PatchBounds(5, 9, 11, 11, false), field.patch(3, 2, -1));
		assertEquals(new PatchBounds(21, 21, 11, 11, true), field.patch(7, 7, -1));
		assertEquals(new PatchBounds(0, 0, 32, 32, true),
			TestFields.stride(4, 0, 2.5, 32, 8).patch(3, 3, -1));
		assertEquals(new PatchBounds(12, 12, 5, 5, false), field.patch(3, 3, 5));
		assertEquals(new PatchBounds(0, 0, 32, 32, true), field.patch(3, 3, 50));
		assertEquals(2.5, field.x(0));
		assertEquals(30.5, field.y(7));
	}

	/** Pixels of an image that is resized to the network's size are those of the image. */
	@Test
	void placesInResizedImagesAreInTheirOwnPixels() {
		final SpotNetwork fitted = SpotNetwork.of(InputSize.fixed(12, 12));
		final float[][] rows = black(24, 36);
		for (int y = 8; y < 10; y++)
			Arrays.fill(rows[y], 18, 21, 200);
		final ExemplarSource source = new Counting(1, fitted, part -> List.of(picture(rows)));
		final ClassEvidence bright = new ClassEvidence("spot", List.of("bright"), List.of(1));
		final List<List<Exemplar>> units =
			ExemplarSearch.of(fitted, source, bright, ONE, Progress.NONE, line -> {}).units();
		final ExemplarPatch patch = ExemplarPatches
			.of(fitted, source, bright, units, -1, Optional.of(Backpropagation.PLAIN), Progress.NONE)
			.get(0);
		assertEquals(19.5, patch.x(), 1e-9);
		assertEquals(9, patch.y(), 1e-9);
		assertEquals(new PatchBounds(15, 6, 9, 6, false), patch.bounds());
		fitted.close();
	}

	@Test
	void imagesOfOtherSizesAndSlicesOfOneFile() {
		final ExemplarSource source = new Counting(3, SPOTS, part -> switch (part) {
			case 0 -> List.of(dot(9, 30, 20, 4, 120), dot(9, 30, 3, 4, 200));
			case 1 -> List.of();
			default -> List.of(dot(40, 7, 3, 33, 180));
		});
		final ExemplarSearchResult result = search(source, SPOT, ONE);
		assertEquals(3, result.images());
		assertEquals(List.of(new Exemplar(0, 1, 3, 2, 300), new Exemplar(2, 0, 32, 2, 260),
			new Exemplar(0, 0, 3, 19, 140)), result.units().get(0));
	}

	/** What the network does not take is said, and the others are done. */
	@Test
	void imagesThatAreTooSmallAreLeftOut() {
		final List<String> said = new ArrayList<>();
		final ExemplarSource source = source(dot(2, 2, 0, 0, 9), dot(9, 9, 4, 4, 120));
		final ExemplarSearchResult result =
			ExemplarSearch.of(SPOTS, source, SPOT, ONE, Progress.NONE, said::add);
		assertEquals(1, result.images());
		assertEquals(1, result.leftOut());
		assertEquals(1, said.size());
		assertTrue(said.get(0).startsWith("An image of 2x2 pixels left out: "), said.get(0));
		assertThrows(EngineException.class, () -> search(source(dot(2, 2, 0, 0, 9)), SPOT, ONE));
	}

	@Test
	void aChannelThatIsOverZeroNowhereHasNoPlaces() {
		final ChannelEvidence both = new ChannelEvidence("spot", List.of(0, 1));
		final ExemplarSearchResult result =
			search(source(dot(9, 9, 4, 4, 200), dot(9, 9, 4, 4, 1)), both, ONE);
		assertTrue(result.units().get(1).isEmpty());
		assertEquals(
			List.of("spot/0 is over 0 in only 1 of 2 images.", "spot/1 is over 0 in none of 2 images."),
			result.remarks(both, ONE));
	}

	@Test
	void noImageAtAll() {
		assertThrows(IllegalArgumentException.class,
			() -> search(new Counting(2, SPOTS, part -> List.of()), SPOT, ONE));
	}

	@Test
	void aChannelThatIsNotThere() {
		final IllegalArgumentException e = assertThrows(IllegalArgumentException.class,
			() -> search(source(dot(9, 9, 4, 4, 1)), new ChannelEvidence("spot", List.of(2)), ONE));
		assertTrue(e.getMessage().contains("2 channels, from 0 to 1, but 2"), e.getMessage());
	}

	@Test
	void canceled() {
		final int[] checks = { 0 };
		final Progress impatient = () -> checks[0]++ > 10;
		final Counting source = new Counting(1000, SPOTS, part -> List.of(dot(9, 9, 4, 4, 1)));
		assertThrows(CancellationException.class,
			() -> ExemplarSearch.of(SPOTS, source, SPOT, ONE, impatient, line -> {}));
		assertTrue(source.reads.size() < 1000 || source.asked.images() - source.before < 20);
	}

	/** What goes wrong while images are read ahead ends the search, and says what it was. */
	@Test
	void aReaderThatFails() {
		final IllegalStateException failure = new IllegalStateException("no disk");
		final ExemplarSource source = new Counting(9, SPOTS, part -> {
			if (part == 4) throw failure;
			return List.of(dot(9, 9, 4, 4, 1));
		});
		assertSame(failure, assertThrows(IllegalStateException.class, () -> search(source, SPOT, ONE)));
	}

	/** The derivative of one unit: the kernel at its place, 0 elsewhere. */
	@Test
	void theProjectionIsThatOfOneUnit() {
		final float[][] rows = black(11, 20);
		rows[5][5] = 200;
		rows[5][15] = 190;
		final List<ExemplarPatch> found =
			patches(source(picture(rows)), SPOT, ALL.withCount(2), Backpropagation.PLAIN);
		for (final ExemplarPatch patch : found)
			assertArrayEquals(new float[] { 1, 1, 1, 1, 2, 1, 1, 1, 1 }, patch.projection().data());
		assertEquals(List.of(5.5, 15.5), found.stream().map(ExemplarPatch::x).toList());
	}

	/** By every rule the unit's value passes its own ReLU. */
	@Test
	void projectionsByTheOtherRules() {
		for (final Backpropagation rule : Backpropagation.values())
			assertArrayEquals(new float[] { 1, 1, 1, 1, 2, 1, 1, 1, 1 },
				patches(source(dot(9, 9, 4, 4, 200)), SPOT, ONE, rule).get(0).projection().data(),
				rule.toString());
	}

	/** The class activation map: 7 x 7 positions, the bright class's score is the first channel's mean. */
	@Test
	void whereAClassIsSeen() {
		final ClassEvidence bright = new ClassEvidence("spot", List.of("bright"), List.of(1));
		final ExemplarPatch patch = patches(source(dot(9, 9, 4, 4, 200), dot(9, 9, 6, 2, 220)), bright,
			ONE, Backpropagation.PLAIN).get(0);
		assertEquals(new Exemplar(1, 0, 1, 5, 340 / 49f), patch.place());
		for (int i = 0; i < 9; i++)
			assertEquals((i == 4 ? 2 : 1) / 49., patch.projection().data()[i], 1e-7);
		final ClassEvidence dark = new ClassEvidence("spot", List.of("dark"), List.of(0));
		assertTrue(search(source(dot(9, 9, 4, 4, 200)), dark, ONE).units().get(0).isEmpty());
	}

	@Test
	void optionsAreChecked() {
		assertThrows(IllegalArgumentException.class, () -> ONE.withCount(0));
		assertThrows(IllegalArgumentException.class, () -> ONE.withCount(101));
		assertThrows(IllegalArgumentException.class, () -> ONE.withApart(-2));
		assertThrows(IllegalArgumentException.class, () -> ONE.withApart(Double.NaN));
		assertFalse(ALL.onePerImage());
	}
}
